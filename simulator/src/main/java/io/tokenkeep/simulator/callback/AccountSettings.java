package io.tokenkeep.simulator.callback;

import io.tokenkeep.simulator.registry.IssuedToken;
import io.tokenkeep.simulator.registry.Page.LinkedAccount;
import io.tokenkeep.simulator.registry.RegisteredApp;
import io.tokenkeep.simulator.registry.World;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's actions on Meta's own pages, with their consequences for tokens and the calls to the app. Thread-safe.
 */
public final class AccountSettings {
    private final World world;
    private final Callbacks callbacks;

    public AccountSettings(World world, Callbacks callbacks) {
        this.world = world;
        this.callbacks = callbacks;
    }

    /**
     * Every token of that person and app dies with subcode 458, those of Pages too. An app with a deauthorize address
     * is called; this method does not wait for its answer. Returns the number of tokens that died.
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

    /** No token dies. Throws IllegalArgumentException if the app has no deletion address. */
    public Future<SentCallback> askForDeletion(String clientId, String username) {
        return callbacks.call(CallbackOrder.of(CallbackKind.DELETE, clientId, idOf(username)));
    }

    /** Every token in the person's name dies with 460; tokens given by a business stay. Returns how many died. */
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

    /** The Page enters the person's list. The next consent decides whether an app sees it. */
    public void giveRole(String username, String pageId, List<String> tasks) {
        world.pages().of(world.people().named(username));
        world.pages().change(pageId, page -> page.withRole(username, tasks));
    }

    /** The person revokes a permission, which counts as declined from now on. */
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

    /** Links the account to the Page; without an account, removes the link. */
    public void link(String pageId, @Nullable LinkedAccount account) {
        world.pages().change(pageId, page -> page.linkedTo(account));
    }

    /** The app-scoped id, by which Meta's calls name the person, also at Instagram. */
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
