package io.tokenkeep.console.erasure;

import io.tokenkeep.avro.ConnectLink;
import io.tokenkeep.avro.ExpectedAccount;
import io.tokenkeep.avro.ExpectedKind;
import io.tokenkeep.avro.RecordVersion;
import io.tokenkeep.kit.link.LinkUses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Decides what of a connect link is not kept any longer. An erased account stays in the list as one that no account matches, because
 * a link without expected accounts accepts all.
 */
public final class LinkErasure implements Erasure<ConnectLink> {

    /** As long as a consent may wait in `authorization-codes`: until then exchange-worker may check the link once more. */
    static final Duration KEPT = Duration.ofDays(7);

    private final DeletedAccounts deleted;
    private final LinkUses uses;
    private final UnaryOperator<ConnectLink> sign;

    /** @param sign signs a changed link */
    public LinkErasure(DeletedAccounts deleted, LinkUses uses, UnaryOperator<ConnectLink> sign) {
        this.deleted = deleted;
        this.uses = uses;
        this.sign = sign;
    }

    @Override
    public boolean isReady() {
        return uses.caughtUp();
    }

    @Override
    public boolean isNeeded(ConnectLink link, Instant now) {
        return isOver(link, now)
                ? link.getNote() != null || link.getExpected().stream().anyMatch(LinkErasure::isNamed)
                : link.getExpected().stream().anyMatch(account -> isDeleted(link, account));
    }

    @Override
    public ConnectLink erased(ConnectLink link, RecordVersion version) {
        Instant now = version.getChangedAt();
        boolean over = isOver(link, now);
        List<ExpectedAccount> expected = new ArrayList<>();
        for (ExpectedAccount account : link.getExpected()) {
            expected.add(
                    over || isDeleted(link, account)
                            ? new ExpectedAccount(account.getApp(), ExpectedKind.ERASED, "")
                            : account);
        }
        // The note may name the person.
        ConnectLink.Builder erased = ConnectLink.newBuilder(link)
                .setVersion(version)
                .setExpected(expected)
                .setNote(null);
        boolean useless = link.getApps().stream().allMatch(app -> acceptsNobody(app, expected));
        boolean usable = now.isBefore(link.getExpiresAt()) && usedUp(link).isEmpty();
        if (useless && usable && link.getRevokedAt() == null) {
            erased.setRevokedAt(now);
        }
        return sign.apply(erased.build());
    }

    /** A link that was made after the deletion asks the person to come back. */
    private boolean isDeleted(ConnectLink link, ExpectedAccount account) {
        return isNamed(account) && deleted.contains(account, link.getCreatedAt());
    }

    private static boolean isNamed(ExpectedAccount account) {
        return account.getKind() != ExpectedKind.ERASED;
    }

    private static boolean acceptsNobody(String app, List<ExpectedAccount> expected) {
        List<ExpectedAccount> ofApp = expected.stream()
                .filter(account -> account.getApp().equals(app))
                .toList();
        return !ofApp.isEmpty() && ofApp.stream().noneMatch(LinkErasure::isNamed);
    }

    private boolean isOver(ConnectLink link, Instant now) {
        Instant last = now.minus(KEPT);
        Instant revoked = link.getRevokedAt();
        return link.getExpiresAt().isBefore(last)
                || (revoked != null && revoked.isBefore(last))
                || usedUp(link).filter(at -> at.isBefore(last)).isPresent();
    }

    /** When a single link was used for the last of its apps. */
    private Optional<Instant> usedUp(ConnectLink link) {
        if (!link.getSingle()) {
            return Optional.empty();
        }
        List<Instant> used = link.getApps().stream()
                .flatMap(app -> uses.find(LinkUses.key(link.getLinkId(), app)).stream())
                .map(LinkUses.Uses::lastAt)
                .toList();
        return used.size() < link.getApps().size()
                ? Optional.empty()
                : used.stream().max(Instant::compareTo);
    }
}
