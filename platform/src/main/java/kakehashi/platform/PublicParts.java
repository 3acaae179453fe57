package kakehashi.platform;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kakehashi.contract.CollectedMaterial;
import kakehashi.contract.OnDemandMaterial;
import kakehashi.repository.FeedSource;
import kakehashi.repository.RepositorySettings;
import kakehashi.validation.CredentialSupplier;
import kakehashi.validation.DoorOptions;
import kakehashi.validation.RelyingPartyPolicy;
import kakehashi.validation.ResponderCredential;
import kakehashi.validation.ServerCredential;
import kakehashi.validation.ValidationDoors;
import kakehashi.web.Limits;
import kakehashi.web.PageLayout;
import kakehashi.web.Route;
import kakehashi.web.ServerTls;
import kakehashi.web.TrustedProxies;
import kakehashi.web.Words;
import kakehashi.x509.Certificate;

/// What a public zone is wired of.
///
/// @param repository what is published, and where it is kept
/// @param feed where the vault's batches come from
/// @param answers what relying parties are answered with
/// @param site how its pages introduce themselves
/// @param doors where it listens for HTTP
/// @param desk where it orders its responders' next certificates; empty where it has no order book
/// @param jobs what it does each night; empty for nothing
public record PublicParts(
        RepositorySettings repository,
        FeedSource feed,
        Answers answers,
        Site site,
        List<HttpDoor> doors,
        Optional<RenewalDesk> desk,
        Optional<PublicJobs> jobs) {
    /// Keeps its own list.
    public PublicParts {
        doors = List.copyOf(doors);
    }

    /// A zone that orders nothing and has no jobs.
    public PublicParts(
            RepositorySettings repository, FeedSource feed, Answers answers, Site site, List<HttpDoor> doors) {
        this(repository, feed, answers, site, doors, Optional.empty(), Optional.empty());
    }

    /// What relying parties are answered with.
    ///
    /// @param policies the relying-party policies of the start, the default first
    /// @param responders who answers OCSP, for each CA
    /// @param server signs the answers of SCVP and of the JSON API
    /// @param collected what is known of other domains
    /// @param outside who fetches for one question what is missing; empty when nothing is fetched
    /// @param options what the doors take and keep
    /// @param renewal by what this node has the server's certificate renewed itself
    public record Answers(
            List<RelyingPartyPolicy> policies,
            List<Responder> responders,
            ServerCredential server,
            CollectedMaterial collected,
            Optional<OnDemandMaterial> outside,
            DoorOptions options,
            Optional<RenewalPlan> renewal) {
        /// Answers of a server whose certificate others see to.
        public Answers(
                List<RelyingPartyPolicy> policies,
                List<Responder> responders,
                ServerCredential server,
                CollectedMaterial collected,
                Optional<OnDemandMaterial> outside,
                DoorOptions options) {
            this(policies, responders, server, collected, outside, options, Optional.empty());
        }

        /// The same, whose server's certificate is renewed by this node.
        public Answers with(RenewalPlan plan) {
            return new Answers(policies, responders, server, collected, outside, options, Optional.of(plan));
        }

        /// Answers for whom nothing is fetched.
        public Answers(
                List<RelyingPartyPolicy> policies,
                List<Responder> responders,
                ServerCredential server,
                CollectedMaterial collected,
                DoorOptions options) {
            this(policies, responders, server, collected, Optional.empty(), options);
        }

        /// @throws IllegalArgumentException without a policy
        public Answers {
            policies = List.copyOf(policies);
            responders = List.copyOf(responders);
            if (policies.isEmpty()) {
                throw new IllegalArgumentException("there is no relying-party policy");
            }
        }
    }

    /// Who answers OCSP for a CA.
    ///
    /// @param ca the CA's certificate
    /// @param credential the first key and certificate
    /// @param next where its successors come from
    /// @param renewal by what this node has its certificate renewed itself
    public record Responder(
            Certificate ca, ResponderCredential credential, CredentialSupplier next, Optional<RenewalPlan> renewal) {
        /// One whose successors others see to.
        public Responder(Certificate ca, ResponderCredential credential, CredentialSupplier next) {
            this(ca, credential, next, Optional.empty());
        }
    }

    /// How the pages introduce themselves.
    ///
    /// @param https the address under which they are asked for with TLS, such as `https://pki.example.go.jp`; empty
    ///     where there is no TLS
    /// @param menu entries of the menu after the usual ones
    /// @param pages what else the site answers
    public record Site(
            Words name, Words subtitle, Optional<String> https, List<PageLayout.MenuEntry> menu, List<Route> pages) {
        /// Keeps its own lists.
        public Site {
            menu = List.copyOf(menu);
            pages = List.copyOf(pages);
        }

        /// A site of the usual pages.
        public Site(Words name, Words subtitle, Optional<String> https) {
            this(name, subtitle, https, List.of(), List.of());
        }

        /// The same site with further pages.
        public Site with(List<Route> more) {
            return new Site(
                    name,
                    subtitle,
                    https,
                    menu,
                    Stream.concat(pages.stream(), more.stream()).toList());
        }

        /// The frame of its pages.
        public PageLayout layout() {
            List<PageLayout.MenuEntry> entries = new ArrayList<>(ValidationDoors.menu());
            entries.add(new PageLayout.MenuEntry(new Words("リポジトリ", "Repository"), "/repository"));
            entries.addAll(menu);
            return new PageLayout(name, subtitle, entries, List.of());
        }
    }

    /// What one listener answers.
    public enum Offer {
        /// Everything.
        ALL,
        /// What must be had without TLS: certificates, CRLs and the feed's files, OCSP and SCVP, whose answers are
        /// signed themselves. Pages are asked for again over HTTPS; the JSON API, which wants a secret, is not
        /// there.
        SIGNED_ONLY,
        /// Everything but figures and probes, which are nobody's outside.
        WITHOUT_FIGURES,
        /// Figures and probes.
        FIGURES
    }

    /// One listener for HTTP.
    ///
    /// @param name what log and figures call it: lower-case letters
    /// @param address where it binds
    /// @param tls certificate and key; empty for plain HTTP
    /// @param proxies the proxies before it
    /// @param limits what a client may take
    /// @param offer what it answers
    public record HttpDoor(
            String name,
            InetSocketAddress address,
            Optional<ServerTls> tls,
            TrustedProxies proxies,
            Limits limits,
            Offer offer) {
        /// Plain HTTP with the usual limits and no proxy.
        public static HttpDoor plain(String name, InetSocketAddress address, Offer offer) {
            return new HttpDoor(name, address, Optional.empty(), TrustedProxies.NONE, Limits.DEFAULT, offer);
        }
    }
}
