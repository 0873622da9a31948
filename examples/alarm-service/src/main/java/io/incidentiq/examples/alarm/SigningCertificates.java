package io.incidentiq.examples.alarm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The SDK's way to the certificates that messages are signed with. It gets none whose chain isn't trusted. */
record SigningCertificates(AmazonSite site, CertificateChain chain) implements SdkHttpClient {
    /** There is no certificate to judge a message by, for now at least. */
    static final class NotHad extends IOException {
        private static final long serialVersionUID = 1L;

        private NotHad(IOException cause) {
            super("the signing certificate could not be had: " + cause.getMessage(), cause);
        }
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        URI page = request.httpRequest().getUri();
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws NotHad {
                return HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(200).build())
                        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(trusted(page))))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    private byte[] trusted(URI page) throws NotHad {
        try {
            byte[] pem = site.get(page);
            chain.require(pem);
            return pem;
        } catch (IOException e) {
            throw new NotHad(e);
        }
    }

    @Override
    public void close() {}
}
