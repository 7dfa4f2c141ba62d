package io.tokenkeep.callback.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokenkeep.callback.consent.Callback.Denied;
import io.tokenkeep.callback.consent.Callback.Granted;
import io.tokenkeep.callback.consent.Callback.Malformed;
import io.tokenkeep.callback.consent.Callback.Reason;
import io.tokenkeep.callback.provider.meta.MetaCallbackProviders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackReaderTest {

    private static final CallbackReader READER =
            new CallbackReader(MetaCallbackProviders.ALL.get(0).authorization());

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "state=s CODE_MISSING",
                "code=&state=s CODE_MISSING",
                "code=%23_&state=s CODE_MISSING",
                "code=%23_%3D_&state=s CODE_MISSING",
                "code&state=s CODE_MISSING",
                "foo=bar CODE_MISSING",
                "code=c STATE_MISSING",
                "code=c&state= STATE_MISSING",
                "code=c&code=c&state=s DOUBLED",
                "code=c&code=d&state=s DOUBLED",
                "code=c&state=s&state=s DOUBLED",
                "code=c&state=s&state=t DOUBLED",
                "error=a&error=b DOUBLED",
                "error_reason=user_denied&error_reason=user_denied DOUBLED",
                "code=%&state=s UNREADABLE",
                "code=%zz&state=s UNREADABLE",
                "code=a%00b&state=s UNREADABLE",
                "code=a%0Ab&state=s UNREADABLE",
                "code=a+b&state=s UNREADABLE",
                "code=%C3%A9&state=s UNREADABLE",
                "code=c&state=a%20b UNREADABLE"
            })
    void whatNoProviderSendsIsMalformed(String query, Reason reason) {
        assertThat(READER.read(query))
                .isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.reason())
                        .isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error_message=50%&state=s",
                "error=access_denied&error_description=100%&state=s",
                "error=%&state=s",
                "error_code=%zz&error_message=%&state=s",
                "error=a&error_message=%E0%A4%A&state=s",
                "error_message=50%&code=c&state=s",
                "error=access_denied&code=%&state=s"
            })
    void percentSignAloneInAnErrorsTextsLeavesItAnError(String query) {
        assertThat(READER.read(query)).isEqualTo(new Denied(false, "s"));
        assertThat(READER.read(query + "&error_reason=user_denied")).isEqualTo(new Denied(true, "s"));
    }

    @ParameterizedTest
    @CsvSource({
        "code=%&state=s, s",
        "code=%zz&state=s, s",
        "code=a+b&state=s, s",
        "code=c&code=c&state=s, s",
        "state=s, s",
        "code=c&state=%, ",
        "code=c&state=s&state=s, ",
        "code=c&state=a%20b, ",
        "code=%&state=%, "
    })
    void whatIsMalformedKeepsItsStateWhereThatCanBeRead(String query, @Nullable String state) {
        assertThat(READER.read(query))
                .isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.state())
                        .isEqualTo(state));
    }

    @Test
    void errorWithoutAReadableStateIsNobodys() {
        assertThat(READER.read("error=access_denied&state=%")).isEqualTo(new Denied(false, null));
    }

    @Test
    void nothingAtAllIsMalformed() {
        assertThat(READER.read(null)).isEqualTo(new Malformed(Reason.CODE_MISSING, null));
        assertThat(READER.read("")).isEqualTo(new Malformed(Reason.CODE_MISSING, null));
    }

    @Test
    void lengthIsBounded() {
        assertThat(READER.read("code=" + "c".repeat(2048) + "&state=" + "s".repeat(511)))
                .isInstanceOf(Granted.class);
        assertThat(READER.read("code=" + "c".repeat(2049) + "&state=s")).isEqualTo(new Malformed(Reason.TOO_LONG, "s"));
        assertThat(READER.read("code=c&state=" + "s".repeat(512))).isEqualTo(new Malformed(Reason.TOO_LONG, null));
        assertThat(READER.read("error=e&state=" + "s".repeat(512))).isEqualTo(new Malformed(Reason.TOO_LONG, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request",
                "error=acceess_denied&error_reason=user_denied&error_description=The+user+denied+your+request",
                "error=anything&error_reason=user_denied",
                "error_reason=user_denied",
                "error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied%23_%3D_",
                "error=access_denied&error_reason=user_denied&code=c"
            })
    void reasonUserDeniedIsACancelWhateverTheErrorIsCalled(String query) {
        assertThat(READER.read(query)).isEqualTo(new Denied(true, null));
        assertThat(READER.read("state=s&" + query)).isEqualTo(new Denied(true, "s"));
        assertThat(READER.read(query + "&state=s%23_%3D_")).isEqualTo(new Denied(true, "s"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error=server_error",
                "error=",
                "error",
                "error_code=1349220&error_message=Feature+unavailable",
                "error_message=only",
                "error_code=1",
                "error=temporarily_unavailable&code=c&state=s"
            })
    void everyOtherErrorIsAFailureAndNeverACode(String query) {
        assertThat(READER.read(query)).isInstanceOfSatisfying(Denied.class, denied -> assertThat(denied.userCancelled())
                .isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#_",
                "#_=_",
                "%23_",
                "%23_%3D_",
                "%23_%3d_",
                "%23_=_",
                "%2523_",
                "%2523_%253D_",
                "%2523_%253d_"
            })
    void whatMetaAppendsIsNoPartOfTheLastValue(String suffix) {
        Granted granted = new Granted("AQB_x-1", "st.a_te");

        assertThat(READER.read("code=AQB_x-1" + suffix + "&state=st.a_te")).isEqualTo(granted);
        assertThat(READER.read("state=st.a_te&code=AQB_x-1" + suffix)).isEqualTo(granted);
        assertThat(READER.read("code=AQB_x-1&state=st.a_te" + suffix)).isEqualTo(granted);
    }

    @Test
    void codeThatEndsInUnderscoresStaysWhole() {
        assertThat(READER.read("code=AQB_=_&state=s")).isEqualTo(new Granted("AQB_=_", "s"));
        assertThat(READER.read("code=AQB__&state=s")).isEqualTo(new Granted("AQB__", "s"));
        assertThat(READER.read("code=a#_b&state=s")).isEqualTo(new Granted("a#_b", "s"));
    }

    @Test
    void otherParametersAreLeftAlone() {
        assertThat(READER.read("granted_scopes=a&x=1&x=2&y=%zz&code=c&state=s&"))
                .isEqualTo(new Granted("c", "s"));
    }

    @Test
    void nothingPrintsCodeOrState() {
        assertThat(READER.read("code=thecode&state=thestate").toString()).doesNotContain("thecode", "thestate");
        assertThat(READER.read("code=%&state=thestate").toString()).doesNotContain("thestate");
        assertThat(READER.read("error=e&state=thestate").toString()).doesNotContain("thestate");
    }
}
