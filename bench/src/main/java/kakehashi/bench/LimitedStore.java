package kakehashi.bench;

import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CRL;
import java.security.cert.CRLSelector;
import java.security.cert.CertSelector;
import java.security.cert.CertStore;
import java.security.cert.CertStoreException;
import java.security.cert.CertStoreSpi;
import java.security.cert.Certificate;
import java.util.Collection;
import java.util.concurrent.CancellationException;

/// A store that answers for some time and then throws: the only way to stop a builder of the JCA.
final class LimitedStore extends CertStoreSpi {
    private final CertStore store;
    private final long end;

    private LimitedStore(CertStore store, long end) throws InvalidAlgorithmParameterException {
        super(null);
        this.store = store;
        this.end = end;
    }

    /// The store, answering for so many seconds from now on.
    static CertStore of(CertStore store, int seconds) throws InvalidAlgorithmParameterException {
        LimitedStore limited = new LimitedStore(store, System.nanoTime() + 1_000_000_000L * seconds);
        return new CertStore(limited, store.getProvider(), "limited", null) {};
    }

    private void check() {
        if (System.nanoTime() > end) {
            throw new CancellationException("time is up");
        }
    }

    @Override
    public Collection<? extends Certificate> engineGetCertificates(CertSelector selector) throws CertStoreException {
        check();
        return store.getCertificates(selector);
    }

    @Override
    public Collection<? extends CRL> engineGetCRLs(CRLSelector selector) throws CertStoreException {
        check();
        return store.getCRLs(selector);
    }
}
