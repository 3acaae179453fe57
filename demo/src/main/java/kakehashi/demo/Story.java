package kakehashi.demo;

import java.util.List;

/// The story of the demonstration: its chapters in their order.
final class Story {
    private final DemoWorld.Ground ground;
    private final Telling telling;
    private final DemoPages pages;
    private final DemoSamples samples;

    Story(DemoWorld.Ground ground, Telling telling, DemoPages pages, DemoSamples samples) {
        this.ground = ground;
        this.telling = telling;
        this.pages = pages;
        this.samples = samples;
    }

    /// Opens the domains and plays the story; the world stands when it is over.
    DemoWorld play() {
        FoundingChapter founding = new FoundingChapter(telling);
        DemoWorld world = founding.open(ground);
        try {
            pages.show(world.all());
            founding.certify(world);
            founding.publish(world, pages);
            List<Runnable> chapters = List.of(
                    new IssuingChapter(world, telling, samples)::play,
                    new CitizenChapter(world, telling, samples)::play,
                    new NewDomainChapter(world, telling, samples)::play,
                    new IntruderChapter(world, ground.server(), telling)::play,
                    new SecondOpinionChapter(world, telling, samples)::play);
            chapters.forEach(Runnable::run);
            return world;
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }
}
