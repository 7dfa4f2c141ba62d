package io.tokenkeep.seal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;

/** Asserts that an opener refuses a text, and that its words give nothing of the text away. */
final class SealRefusal {

    private static final int TELLING = 12;

    private SealRefusal() {}

    static AbstractThrowableAssert<?, ? extends Throwable> of(Opener opener, String sealed) {
        AbstractThrowableAssert<?, ? extends Throwable> refusal = assertThatThrownBy(
                        () -> opener.open(TestKeys.ACCOUNT, sealed))
                .isInstanceOf(SealRefusedException.class)
                .hasNoCause()
                .hasMessageNotContaining(TestKeys.SECRET)
                .hasMessageNotContaining(TestKeys.k("k1"));
        for (int at = 0; at + TELLING <= sealed.length(); at += TELLING) {
            refusal.hasMessageNotContaining(sealed.substring(at, at + TELLING));
        }
        return refusal;
    }
}
