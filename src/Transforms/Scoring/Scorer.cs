using NasPipelines.Spaces;

namespace NasPipelines.Scoring;

/// <summary>
/// Computes scores of architectures: what an estimator has to provide to become an ML.NET stage that is lazy, scores each architecture
/// once, keeps a journal and reports failures as missing values. One of your own goes to <c>nas.Transforms.Score(scorer)</c>.
/// </summary>
/// <remarks>Whoever makes a scorer disposes it; a stage owns the scorer it was given.</remarks>
/// <threadsafety>Implementations may be called on several threads at a time.</threadsafety>
public abstract class Scorer : IDisposable
{
    private protected const string CpuDevice = "cpu";

    /// <summary>The space of the architectures.</summary>
    public abstract SearchSpace Space { get; }

    /// <summary>The scores, in the order of the values.</summary>
    public abstract IReadOnlyList<ScoreColumn> Columns { get; }

    /// <summary>
    /// Everything that a score depends on beside the architecture, and nothing else, as a text: the kind of estimator and the version of
    /// its formula, its settings, the space, the network's size, images by their hash, precision, seed. Not the threads, the name of the
    /// column or where files lie. Scores of equal identity are equal; a journal finds them by it.
    /// </summary>
    /// <param name="column">Position in <see cref="Columns"/>.</param>
    public abstract string IdentityOf(int column);

    /// <summary>
    /// For people and files, where scores come from: the settings, and facts of the run that scores do not depend on. A JSON object.
    /// </summary>
    public abstract string Provenance { get; }

    /// <summary>Where networks run, as journals tell it: <c>cpu</c>, or the kind and number of a GPU.</summary>
    internal virtual string Device => CpuDevice;

    /// <summary>Whether networks run on the CPU, as those of a recipe do.</summary>
    internal bool IsOnCpu => Device == CpuDevice;

    /// <summary>Architectures of one key share the values that are not <see cref="ScoreColumn.DependsOnEncoding"/>.</summary>
    /// <param name="architecture">An architecture of the space.</param>
    public virtual string KeyOf(Architecture architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        return architecture.Canonical;
    }

    /// <summary>All values of an architecture.</summary>
    /// <param name="architecture">An architecture of the space.</param>
    /// <param name="context">Threads to use, and what stops the work.</param>
    /// <exception cref="ScoringException">This architecture cannot be scored; others can.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract ScoreRow Score(Architecture architecture, ScoringContext context);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// The values that depend on the encoding; the others are ignored. Only asked of scorers that have columns of both kinds.
    /// </summary>
    /// <param name="architecture">An architecture of the space.</param>
    /// <param name="context">Threads to use, and what stops the work.</param>
    protected internal virtual ScoreRow ScoreEncoding(Architecture architecture, ScoringContext context) => Score(architecture, context);

    /// <summary>
    /// About what an architecture costs to score, for shards of equal work: multiply-adds of its function; 0 where they cannot be had.
    /// </summary>
    internal long EstimateCost(Architecture architecture) => Estimate(
        architecture, () => Space.Cost(Space.Representative(architecture), new() { DropDeadEdges = true }).Macs);

    /// <summary>About the most memory that an architecture takes while it is scored, in bytes; 0 where that is not known.</summary>
    internal long EstimatePeak(Architecture architecture) => Estimate(architecture, () => EstimatePeakBytes(architecture));

    /// <summary>The same, where a scorer knows.</summary>
    private protected virtual long EstimatePeakBytes(Architecture architecture) => 0;

    // An architecture of which nothing can be told has no score either; the others go on.
    private static long Estimate(Architecture architecture, Func<double> estimate)
    {
        var value = ScoringFailure.Attempt(1, () => new ScoreRow([estimate()]), $"at {architecture.Text}").Values[0];
        return value.IsDefined ? (long)Math.Clamp(value.Value, 0, 1e15) : 0;
    }

    /// <summary>Frees what the scorer holds.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>What an equal scorer can be made from, anywhere.</summary>
    /// <param name="column">Position of the one score that it need have; null for all.</param>
    /// <exception cref="NotSupportedException">There is no such thing; the message says why, and what to do.</exception>
    internal virtual ScorerRecipe ToRecipe(int? column = null) =>
        throw new NotSupportedException(
            $"A scorer of the kind {GetType().Name} cannot be made again from a file: save the "
                + "scores that it gives, or make it anew where they are needed.");
}
