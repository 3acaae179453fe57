package kakehashi.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import kakehashi.x509.Bytes;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/// A PKIX builder of the JCA, the JDK's or Bouncy Castle's, with revocation checking by CRLs.
enum JdkPeer {
    JDK,
    BOUNCY_CASTLE;

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private CertificateFactory factory() throws GeneralSecurityException {
        return switch (this) {
            case JDK -> CertificateFactory.getInstance("X.509");
            case BOUNCY_CASTLE -> CertificateFactory.getInstance("X.509", PROVIDER);
        };
    }

    private CertPathBuilder builder() throws GeneralSecurityException {
        return switch (this) {
            case JDK -> CertPathBuilder.getInstance("PKIX");
            case BOUNCY_CASTLE -> CertPathBuilder.getInstance("PKIX", PROVIDER);
        };
    }

    /// What a builder is handed, in this peer's own objects.
    ///
    /// @param store certificates and CRLs
    /// @param anchors the anchors
    /// @param target the target
    record Question(CertStore store, Set<TrustAnchor> anchors, X509Certificate target) {
        /// The same question, given up after some seconds: the store then answers no more.
        Question within(int seconds) throws GeneralSecurityException {
            return new Question(LimitedStore.of(store, seconds), anchors, target);
        }
    }

    /// Objects that nobody has verified yet: the JDK's remember by which key they were.
    Question question(Collection<Bytes> certificates, Collection<Bytes> crls, Bytes anchor, Bytes target)
            throws GeneralSecurityException {
        CertificateFactory factory = factory();
        List<Object> all = new ArrayList<>(factory.generateCertificates(stream(certificates)));
        if (!crls.isEmpty()) {
            all.addAll(factory.generateCRLs(stream(crls)));
        }
        return new Question(store(all), Set.of(anchor(factory, anchor)), certificate(factory, target));
    }

    private CertStore store(List<Object> all) throws GeneralSecurityException {
        CollectionCertStoreParameters parameters = new CollectionCertStoreParameters(all);
        return switch (this) {
            // The JDK's own store with an index: the plain one looks at every certificate for every question.
            case JDK -> CertStore.getInstance("com.sun.security.IndexedCollection", parameters);
            case BOUNCY_CASTLE -> CertStore.getInstance("Collection", parameters, PROVIDER);
        };
    }

    private static TrustAnchor anchor(CertificateFactory factory, Bytes anchor) throws GeneralSecurityException {
        return new TrustAnchor(certificate(factory, anchor), null);
    }

    /// One certificate, not from the JDK's cache.
    private static X509Certificate certificate(CertificateFactory factory, Bytes der) throws GeneralSecurityException {
        return (X509Certificate)
                factory.generateCertificates(stream(List.of(der))).iterator().next();
    }

    /// One certificate as a program reads it.
    X509Certificate read(Bytes der) throws GeneralSecurityException {
        return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der.toArray()));
    }

    private static ByteArrayInputStream stream(Collection<Bytes> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(part -> all.writeBytes(part.toArray()));
        return new ByteArrayInputStream(all.toByteArray());
    }

    /// Builds a path.
    ///
    /// @throws GeneralSecurityException when there is none
    void build(Question question, Instant at, Set<String> policies) throws GeneralSecurityException {
        X509CertSelector selector = new X509CertSelector();
        selector.setCertificate(question.target);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(question.anchors, selector);
        parameters.addCertStore(question.store);
        parameters.setDate(Date.from(at));
        parameters.setRevocationEnabled(true);
        parameters.setMaxPathLength(-1);
        parameters.setInitialPolicies(policies);
        builder().build(parameters);
    }

    /// Whether a path is found.
    boolean finds(Question question, Instant at, Set<String> policies) {
        try {
            build(question, at, policies);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
