package kakehashi.keys;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A listener that remembers what it heard.
final class RecordedUses implements KeyUseListener {
    final List<KeyUse> before = new CopyOnWriteArrayList<>();
    final List<KeyUseResult> after = new CopyOnWriteArrayList<>();

    void forget() {
        before.clear();
        after.clear();
    }

    @Override
    public void before(KeyUse use) {
        before.add(use);
    }

    @Override
    public void after(KeyUse use, KeyUseResult result) {
        after.add(result);
    }
}
