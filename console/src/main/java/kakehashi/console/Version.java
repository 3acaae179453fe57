package kakehashi.console;

import picocli.CommandLine.IVersionProvider;

/// The version of the product, from the manifest of the jar.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"Kakehashi " + (version == null ? "(development)" : version)};
    }
}
