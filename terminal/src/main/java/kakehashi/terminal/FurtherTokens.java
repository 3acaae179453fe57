package kakehashi.terminal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import kakehashi.keys.Token;

/// Tokens of a home that are open beside the installation's own. Whoever opened them closes them, after the vault.
public final class FurtherTokens implements AutoCloseable {
    private final Map<String, Token> byName = new LinkedHashMap<>();

    private FurtherTokens() {}

    /// Opens some of a home's further tokens; when one refuses, those before it are closed again.
    ///
    /// @param open answers a token that is open, or nothing where it is to stay offline
    static FurtherTokens of(
            Iterable<HomeSettings.FurtherToken> tokens, Function<HomeSettings.FurtherToken, Optional<Token>> open) {
        FurtherTokens opened = new FurtherTokens();
        try {
            tokens.forEach(one -> open.apply(one).ifPresent(token -> opened.byName.put(one.name(), token)));
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /// The tokens, by the names that settings of CAs have for them.
    public Map<String, Token> byName() {
        return Map.copyOf(byName);
    }

    @Override
    public void close() {
        byName.values().forEach(Token::close);
        byName.clear();
    }
}
