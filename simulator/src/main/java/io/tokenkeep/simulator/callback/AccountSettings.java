package io.tokenkeep.simulator.callback;

import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person does on Meta's own pages, with its consequence for tokens and the call that tells the app. Safe for use
 * by many threads.
 */
public final class AccountSettings {
    private final World world;
    private final Callbacks callbacks;

    public AccountSettings(World world, Callbacks callbacks) {
        this.world = world;
        this.callbacks = callbacks;
    }

    /**
     * Every token of the two dies with subcode 458, those of Pages too; an app that has an address for it is told, which
     * nobody waits for. Returns how many died.
     */
    public int removeApp(String clientId, String username) {
        int died = world.removeApp(clientId, username);
        boolean hears =
                world.apps().find(clientId).map(RegisteredApp::deauthorizeUri).isPresent();
        if (hears) {
            callbacks.call(CallbackOrder.of(CallbackKind.DEAUTHORIZE, clientId, idOf(username)));
        }
        return died;
    }

    /** No token dies of it. Throws IllegalArgumentException if the app has no address for it. */
    public Future<SentCallback> askForDeletion(String clientId, String username) {
        return callbacks.call(CallbackOrder.of(CallbackKind.DELETE, clientId, idOf(username)));
    }

    /** Every token in the person's name dies with 460; what a business gave stays. Returns how many died. */
    public int changePassword(String username) {
        return world.tokens().revoke(token -> isPersonal(token, username), IssuedToken.PASSWORD_CHANGED);
    }

    /** Every token in the person's name is refused with 459 until {@link #passCheckpoint}. Returns how many. */
    public int checkpoint(String username) {
        return world.tokens().revoke(token -> isPersonal(token, username), IssuedToken.CHECKPOINTED);
    }

    public int passCheckpoint(String username) {
        return world.tokens().restore(token -> isPersonal(token, username));
    }

    /** The Page leaves the person's list, and the person's tokens of it die with 492. Returns how many died. */
    public int loseRole(String username, String pageId) {
        world.pages().of(world.people().named(username));
        world.pages().change(pageId, page -> page.withoutRole(username));
        return world.tokens().revoke(token -> isOfPage(token, username, pageId), IssuedToken.ROLE_LOST);
    }

    /** The Page stands in the person's list; whether an app sees it, the next consent says. */
    public void giveRole(String username, String pageId, List<String> tasks) {
        world.pages().of(world.people().named(username));
        world.pages().change(pageId, page -> page.withRole(username, tasks));
    }

    /** A permission is taken back later; it is declined from now on. */
    public void decline(String clientId, String username, String permission) {
        world.declinePermission(clientId, world.people().named(username), permission);
    }

    /** An app may not use the Page any longer: the person's tokens of it die with 467. Returns how many died. */
    public int untick(String clientId, String username, String pageId) {
        int died = world.tokens()
                .revoke(
                        token -> token.clientId().equals(clientId) && isOfPage(token, username, pageId),
                        IssuedToken.INVALID);
        world.untick(clientId, world.people().named(username), pageId);
        return died;
    }

    /** Without an account the link is cut. */
    public void link(String pageId, @Nullable LinkedAccount account) {
        world.pages().change(pageId, page -> page.linkedTo(account));
    }

    /** As Meta's calls name the person: by the app-scoped id, also at Instagram. */
    private String idOf(String username) {
        return world.people().named(username).idText();
    }

    private static boolean isPersonal(IssuedToken token, String username) {
        return token.person().username().equals(username) && !token.reach().isOfBusiness();
    }

    private static boolean isOfPage(IssuedToken token, String username, String pageId) {
        return token.person().username().equals(username)
                && pageId.equals(token.reach().page());
    }
}
