package kakehashi.demo;

/// How whoever watches the demonstration asks its JSON API himself: a line for a terminal, with the key of this
/// run.
///
/// @param address of the API
/// @param key what the demonstration itself asks by; it holds on this computer, until the demonstration ends
record DemoCurl(String address, String key) {
    /// The line that asks about one of the certificates.
    String line(DemoSamples samples, DemoSamples.Sample sample) {
        return "curl -s " + address + " -H 'Authorization: Bearer " + key + "' -H 'Content-Type: application/json' -d "
                + quoted("@" + samples.question(sample).toAbsolutePath());
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
