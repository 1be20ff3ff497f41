using NasPipelines.Scoring;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>The scorer of a stage in another process: what a worker of a <see cref="ScoringCluster"/> scores with.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class RemoteScorer : IDisposable
{
    private readonly Scorer _scorer;
    private readonly Func<string, Architecture> _parse;

    private RemoteScorer(Scorer scorer) => (_scorer, _parse) = (scorer, RowScores.Guarded(scorer.Space));

    /// <summary>Makes the scorer again. What is saved is read as data: it names kinds of scorers that are listed, never types.</summary>
    /// <param name="saved">The bytes of <see cref="ScoringWork.Saved"/>.</param>
    /// <param name="spaces">Search spaces of one's own.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, or of an unknown kind of scorer.</exception>
    /// <exception cref="ArgumentException">They name an estimator or a search space that is not known here.</exception>
    public static RemoteScorer Load(ReadOnlyMemory<byte> saved, IReadOnlyList<SearchSpace>? spaces = null) =>
        new(ScorerKinds.Create(StagePayload.Decode(saved).Recipe, spaces));

    /// <summary>Why scores made here would not be those that are asked for: another version or other images; null where they are.</summary>
    /// <param name="identities">What each of them depends on.</param>
    public string? DifferenceFrom(IReadOnlyList<string> identities)
    {
        ArgumentNullException.ThrowIfNull(identities);
        if (identities.Count != _scorer.Columns.Count)
        {
            return $"it computes {_scorer.Columns.Count} scores here, and {identities.Count} are asked for";
        }

        for (var i = 0; i < identities.Count; i++)
        {
            if (_scorer.IdentityOf(i) is var own && own != identities[i])
            {
                return $"{_scorer.Columns[i].Name}: {IdentityDifference.Describe(identities[i], own) ?? "another identity"}";
            }
        }

        return null;
    }

    /// <summary>How many architectures may be scored at a time here: one for each core, as far as memory allows.</summary>
    /// <param name="architectures">Some of the architectures.</param>
    /// <param name="run">Workers, threads and memory, where they are given.</param>
    public int WorkersFor(IReadOnlyList<string> architectures, RunOptions run)
    {
        ArgumentNullException.ThrowIfNull(architectures);
        ArgumentNullException.ThrowIfNull(run);
        return WorkerPlan.Of(_scorer, [.. architectures.Select(text => (text, _parse(text)))], run).Workers;
    }

    /// <summary>All values of an architecture. A failure is a row that says why, as where a stage scores by itself.</summary>
    /// <param name="architecture">Its text.</param>
    /// <param name="context">Threads to use, and what stops the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ScoreRow Score(string architecture, ScoringContext context)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        try
        {
            var parsed = _parse(architecture);
            return ScoringFailure.Attempt(
                _scorer.Columns.Count, () => _scorer.Score(parsed, context), ScoringFailure.OwnerOf(_scorer.Space, parsed));
        }
        catch (FormatException e)
        {
            return ScoreRow.OfFailure(_scorer.Columns.Count, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _scorer.Dispose();
}
