package kakehashi.keys;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A listener that remembers what it heard.
final class RecordedUses implements KeyUseListener {
    final List<KeyUse> before = new CopyOnWriteArrayList<>();
    final List<KeyUseResult> after = new CopyOnWriteArrayList<>();

    @Override
    public void before(KeyUse use) {
        before.add(use);
    }

    @Override
    public void after(KeyUse use, KeyUseResult result) {
        after.add(result);
    }
}
