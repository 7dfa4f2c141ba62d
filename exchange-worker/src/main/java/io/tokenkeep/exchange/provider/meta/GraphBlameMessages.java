package io.tokenkeep.exchange.provider.meta;

import java.util.regex.Pattern;

/**
 * Reads from the text of a refusal whom it is about. The same codes come for a person's missing permission, for a blocked app
 * and for an address that may not call. A refusal with an unknown text, such as a translated one, counts as about the person: a
 * mistake then harms one person, and not all persons of the app. Takes messages in lower case. No side effects.
 */
final class GraphBlameMessages {

    /** The subject of a refusal. */
    enum Blame {
        PERSON,
        /** A person who is not a tester of an unpublished app. */
        TESTER,
        APP,
        HOST
    }

    /** Links to documentation name many subjects, such as reviews of apps. */
    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private static final Pattern ACCESS_OF_THE_APP = Pattern.compile(
            "api access (is |has been |was )?(temporarily )?(blocked|disabled|deactivated|restricted|suspended|revoked)");
    private static final Pattern TESTER =
            Pattern.compile("\\btesters?\\b|invit(e|ation)\\b|development mode|developer role"
                    + "|roles? (on|in|of|for|at) (the|this|your) app");
    private static final Pattern HOST = Pattern.compile("\\bips?\\b|\\bserver('s)? address");
    private static final Pattern PERSON =
            Pattern.compile("\\busers?('s)?\\b.{0,40}(\\bnot\\b|n't\\b|removed|blocked|deleted"
                    + "|revoked|declined)|\\bbehalf of\\b|\\brequires?\\b.*\\bpermission|\\bgranted\\b");
    private static final Pattern REVIEW = Pattern.compile("reviewed and approved|\\bapp review\\b|not been approved");
    private static final Pattern APP = Pattern.compile("\\bapp(lication)?('s)?\\b");
    private static final Pattern STATE = Pattern.compile(
            "block|disabl|deactivat|restrict|suspend|delet|banned"
                    + "|not (been )?approved|not active|inactive|whitelist|capability|advanced access|not currently accessible");

    private GraphBlameMessages() {}

    static Blame of(String message) {
        String text = LINK.matcher(message).replaceAll("");
        if (ACCESS_OF_THE_APP.matcher(text).find()) {
            return Blame.APP;
        }
        if (TESTER.matcher(text).find()) {
            return Blame.TESTER;
        }
        if (HOST.matcher(text).find()) {
            return Blame.HOST;
        }
        if (PERSON.matcher(text).find()) {
            return Blame.PERSON;
        }
        return REVIEW.matcher(text).find()
                        || (APP.matcher(text).find() && STATE.matcher(text).find())
                ? Blame.APP
                : Blame.PERSON;
    }
}
