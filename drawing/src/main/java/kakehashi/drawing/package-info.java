/// # drawing
///
/// **Purpose.** Trust graphs and certification paths as pictures that everyone can read: SVG, JSON and a table in
/// words, all three saying the same.
///
/// **Principal.** [kakehashi.drawing.GraphDrawing].
///
/// **May see.** `x509` and `path`.
///
/// **Never.** Does no I/O, reads no clock, decides nothing: what a picture says about a certificate was found by
/// `path` or stands in the certificate. Writes no script and no reference to anything outside into a picture, and
/// lets no name out unescaped. The same input gives the same octets.
package kakehashi.drawing;
