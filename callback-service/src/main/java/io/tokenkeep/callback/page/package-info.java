/** All pages for people, as plain HTML without scripts and without content from other hosts. */
@NullMarked
package io.tokenkeep.callback.page;

import org.jspecify.annotations.NullMarked;
