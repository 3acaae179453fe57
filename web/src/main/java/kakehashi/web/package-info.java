/// # web
///
/// **Purpose.** The counter at which people and machines are served over HTTP: routes, limits, languages, problem
/// documents, metrics and the layout of pages.
///
/// **Principal.** [kakehashi.web.WebServer].
///
/// **May see.** x509; the HTTP server library.
///
/// **Never.** Knows what it serves, keeps a session in a URL, or loads anything from another host.
package kakehashi.web;
