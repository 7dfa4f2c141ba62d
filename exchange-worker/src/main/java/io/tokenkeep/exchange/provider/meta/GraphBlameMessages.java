package io.tokenkeep.exchange.provider.meta;

import java.util.regex.Pattern;

/**
 * Whom a refusal is about, by its message: the same codes come for a person's missing permission, for an app that is blocked
 * and for an address that may not call. A message that is not known, as a translated one, is about the person: that is the
 * narrowest reading, and a wrong one about the app would delay everybody. Pure; takes messages in lower case.
 */
final class GraphBlameMessages {

    /** What a refusal can be about. */
    enum Blame {
        PERSON,
        /** A person whom an unpublished app does not know as its tester. */
        TESTER,
        APP,
        HOST
    }

    /** Links to documentation name all kinds of things, reviews of apps among them. */
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
