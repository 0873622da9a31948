package io.incidentiq.examples.alarm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Traces a certificate to a root that is trusted. */
record CertificateChain(Set<TrustAnchor> roots) {
    /** Where Amazon publishes the certificates between its roots and its servers'. */
    private static final List<String> ISSUERS = List.of("r2m01", "r2m02", "r2m03", "r2m04", "e2m01", "e2m02");

    CertificateChain {
        roots = Set.copyOf(roots);
    }

    /**
     * Lets Java fetch what lies between SNS's certificate, which is served alone, and a root: from the address in the certificate. Java
     * reads these settings once, with the first chain.
     */
    static void letJavaFetchIssuers() {
        System.setProperty("com.sun.security.enableAIAcaIssuers", "true");
        // Newer JDKs fetch from nowhere unless told; older ones don't know the property.
        Security.setProperty(
                "com.sun.security.allowedAIALocations",
                ISSUERS.stream()
                        .map("http://crt.%s.amazontrust.com/"::formatted)
                        .collect(Collectors.joining(" ")));
    }

    /** Returns a chain to the roots that this Java trusts. */
    static CertificateChain toPublicRoots() throws GeneralSecurityException {
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init((KeyStore) null);
        return new CertificateChain(Arrays.stream(trust.getTrustManagers())
                .flatMap(m -> m instanceof X509TrustManager x ? Stream.of(x.getAcceptedIssuers()) : Stream.of())
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toSet()));
    }

    /** @throws IOException if the first certificate in {@code pem} can't be traced to a root */
    void require(byte[] pem) throws IOException {
        try {
            var certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            var target = new X509CertSelector();
            target.setCertificate(first(certificates));
            var path = new PKIXBuilderParameters(roots, target);
            path.setRevocationEnabled(false);
            path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(certificates)));
            CertPathBuilder.getInstance("PKIX").build(path);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the certificate can't be traced to a trusted root; its issuer's is fetched from crt.*.amazontrust.com",
                    e);
        }
    }

    private static X509Certificate first(Iterable<? extends Certificate> certificates) throws CertificateException {
        for (Certificate certificate : certificates) {
            return (X509Certificate) certificate;
        }
        throw new CertificateException("expected a certificate, found none");
    }
}
