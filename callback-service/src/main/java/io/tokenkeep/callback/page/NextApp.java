package io.tokenkeep.callback.page;

/** The next app of a link with several: the address of the form that starts its consent, and where that leads. */
public record NextApp(String path, LinkWebPages.Way way) {}
