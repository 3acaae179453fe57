package kakehashi.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import kakehashi.issuing.IssuingAuthority;
import kakehashi.x509.Bytes;

/// Lays orders that were made beforehand before a vault, so many at a time, and says what that took.
///
/// @param seconds from the first order to the last answer
/// @param used the CPU time of everything meanwhile
/// @param loadSeconds the load generator's own CPU time, which is part of it
/// @param signingSeconds the CPU time of the token's signatures, which is part of it
/// @param items how many certificates or revocations it was
record IssuingLoad(double seconds, CpuTimes used, double loadSeconds, double signingSeconds, int items) {
    /// Runs orders of so many items each.
    ///
    /// @param atOnce how many orders wait for their answer at the most
    static IssuingLoad run(IssuingVault vault, List<Bytes> orders, int items, int atOnce) {
        long process = vault.serverProcess();
        List<CompletableFuture<Bytes>> answers = new ArrayList<>(orders.size());
        CpuTimes before = CpuTimes.now(process);
        double signing = vault.signing.seconds();
        long load = CpuTimes.ofThisThread();
        long began = System.nanoTime();
        submit(vault.authority(), orders, atOnce, answers);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        double seconds = (System.nanoTime() - began) / 1e9;
        double loadSeconds = (CpuTimes.ofThisThread() - load) / 1e9;
        CpuTimes used = CpuTimes.now(process).since(before);
        for (int i = 0; i < orders.size(); i++) {
            IssuingVault.done(answers.get(i).join(), orders.get(i));
        }
        return new IssuingLoad(seconds, used, loadSeconds, vault.signing.seconds() - signing, orders.size() * items);
    }

    private static void submit(
            IssuingAuthority authority, List<Bytes> orders, int atOnce, List<CompletableFuture<Bytes>> answers) {
        Semaphore places = new Semaphore(atOnce);
        for (Bytes order : orders) {
            places.acquireUninterruptibly();
            CompletableFuture<Bytes> answer = authority.submit(order);
            answer.whenComplete((outcome, failure) -> places.release());
            answers.add(answer);
        }
    }

    double perSecond() {
        return items / seconds;
    }

    /// CPU time an item, without the load generator, in microseconds.
    double micros() {
        return micros(used.process() - loadSeconds + used.server());
    }

    /// So many CPU seconds of the whole as microseconds an item.
    double micros(double cpuSeconds) {
        return cpuSeconds / items * 1e6;
    }
}
