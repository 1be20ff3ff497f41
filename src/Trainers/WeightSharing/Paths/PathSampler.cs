using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Paths;

/// <summary>Draws the architectures whose paths a training step follows.</summary>
/// <param name="count">How many are wanted; a sampler that draws sets of its own size may return more or fewer.</param>
/// <param name="below">A uniform integer in [0, its argument).</param>
public delegate IReadOnlyList<Architecture> PathDraw(int count, Func<int, int> below);

/// <summary>
/// A way to choose the paths of a training step. Steps are drawn independently, so that training can resume at any of them.
/// </summary>
/// <threadsafety>Instances are immutable and safe for use by several threads.</threadsafety>
public abstract class PathSampler
{
    /// <summary>The name used in options, files and on the command line, lower case.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a line.</summary>
    public abstract string Description { get; }

    /// <summary>Prepares drawing.</summary>
    /// <param name="supernet">The supernet.</param>
    /// <param name="candidates">The architectures that may be drawn, all trainable and at least one.</param>
    /// <exception cref="ArgumentException">The sampler cannot serve this supernet or these candidates.</exception>
    public abstract PathDraw Prepare(Supernet supernet, IReadOnlyList<Architecture> candidates);

    /// <summary>Draws that are independent of each other.</summary>
    private protected static PathDraw Independent(Func<Func<int, int>, Architecture> draw) =>
        (count, below) => [.. Enumerable.Range(0, count).Select(_ => draw(below))];
}
