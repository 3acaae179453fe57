package kakehashi.demo;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kakehashi.files.PrivateFolder;
import kakehashi.keys.Activation;
import kakehashi.keys.KeyPolicy;
import kakehashi.keys.NewLock;
import kakehashi.keys.Pkcs11Settings;
import kakehashi.keys.Pkcs11Token;
import kakehashi.keys.Secret;
import kakehashi.keys.SoftwareToken;
import kakehashi.keys.Token;
import kakehashi.keys.TokenAddress;
import kakehashi.keys.TokenRules;
import kakehashi.keys.TokenUnavailable;
import kakehashi.web.Words;

/// Where the key of an official post lies: in a token of SoftHSM2 that is made for it, as in the IC card of a real
/// one; where there is none, in a sealed file. Which it is, is said.
///
/// @param where for people
/// @param token where the key is made
record PostKeys(Words where, Token token) implements AutoCloseable {
    private static final String LABEL = "kakehashi demo post";
    private static final List<String> MODULES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so",
            "/usr/local/lib/softhsm/libsofthsm2.so");
    private static final long SECONDS = 20;

    /// Opens the token in the folder, or makes it.
    static PostKeys open(Path folder) throws IOException {
        Path home = PrivateFolder.make(folder.resolve("post"));
        Optional<Path> module =
                MODULES.stream().map(Path::of).filter(Files::exists).findFirst();
        Optional<Token> hardware = module.isPresent() ? softHsm(module.get(), home) : Optional.empty();
        return hardware.isPresent()
                ? new PostKeys(new Words(" SoftHSM2 ", "SoftHSM2"), hardware.get())
                : new PostKeys(
                        new Words("封をしたファイル（SoftHSM2 がないため）", "a sealed file (there is no SoftHSM2)"),
                        sealedFile(home.resolve("token")));
    }

    private static TokenRules rules() {
        return new TokenRules(KeyPolicy.ofAllKinds(), DemoInstallation.NOBODY);
    }

    private static Token sealedFile(Path file) throws IOException {
        Path words = secret(file.resolveSibling("passphrase"));
        Activation<SoftwareToken> activation = Files.exists(file)
                ? SoftwareToken.open(file, Secret.ofFile(words), rules())
                : SoftwareToken.create(
                        file, new NewLock.Passphrase(Secret.ofFile(words), DemoInstallation.COST), rules());
        return activation.orElseThrow();
    }

    private static Path secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, DemoOffice.random(16).toString());
        }
        return file;
    }

    /// Empty when the module does not want to: a process that has loaded it before keeps to its first folder.
    private static Optional<Token> softHsm(Path module, Path home) throws IOException {
        Path settings = home.resolve("softhsm2.conf");
        Path tokens = home.resolve("tokens");
        Path pin = secret(home.resolve("pin"));
        boolean isNew = !Files.exists(settings);
        if (isNew) {
            Files.createDirectories(tokens);
            Files.writeString(settings, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        }
        try {
            if (isNew && !initialise(settings, Files.readString(pin))) {
                Files.delete(settings);
                return Optional.empty();
            }
            setEnvironment("SOFTHSM2_CONF", settings.toString());
            Pkcs11Settings how =
                    new Pkcs11Settings(module, new TokenAddress.ByLabel(LABEL), () -> Secret.ofFile(pin), 1);
            return switch (Pkcs11Token.activate(how, rules())) {
                case Activation.Active<Pkcs11Token>(Pkcs11Token token) -> Optional.of(token);
                case Activation.Refused<Pkcs11Token> refused -> Optional.empty();
            };
        } catch (TokenUnavailable e) {
            return Optional.empty();
        }
    }

    private static boolean initialise(Path settings, String pin) throws IOException {
        Optional<Path> tool = Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "softhsm2-util"))
                .filter(Files::isExecutable)
                .findFirst();
        if (tool.isEmpty()) {
            return false;
        }
        ProcessBuilder init = new ProcessBuilder(
                tool.get().toString(), "--init-token", "--free", "--label", LABEL, "--so-pin", pin, "--pin", pin);
        init.environment().put("SOFTHSM2_CONF", settings.toString());
        Process process = init.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// SoftHSM2 learns the folder of its tokens from the environment of its process only.
    @SuppressWarnings("restricted")
    private static void setEnvironment(String name, String value) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int code = (int) setenv.invokeExact(
                    arena.allocateFrom(name, StandardCharsets.UTF_8),
                    arena.allocateFrom(value, StandardCharsets.UTF_8),
                    1);
            if (code != 0) {
                throw new IllegalStateException("the environment cannot be changed");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("setenv", e);
        }
    }

    @Override
    public void close() {
        token.close();
    }
}
