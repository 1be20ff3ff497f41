namespace NasPipelines.Scoring;

/// <summary>A stage's scorer on a cluster.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="scorer">The scorer as it is here.</param>
/// <param name="save">Its saved form, made when it is first needed.</param>
internal sealed class RemoteScoring(ScoringCluster cluster, Scorer scorer, Func<byte[]> save)
{
    private readonly Lazy<byte[]> _saved = new(save);

    /// <summary>Scores architectures; each is told once.</summary>
    /// <exception cref="InvalidOperationException">The cluster returned without having told of all.</exception>
    public void Score(IReadOnlyList<string> architectures, int threads, Action<int, ScoreRow> done, RunOptions run)
    {
        var told = new bool[architectures.Count];
        var work = new ScoringWork(
            _saved.Value,
            [.. scorer.Columns.Select(c => c.Name)],
            [.. Enumerable.Range(0, scorer.Columns.Count).Select(scorer.IdentityOf)],
            architectures,
            threads);
        cluster.Score(
            work,
            (place, row) =>
            {
                if (!told[place])
                {
                    told[place] = true;
                    done(place, row);
                }
            },
            run);
        if (Array.IndexOf(told, false) is >= 0 and var lacking)
        {
            throw new InvalidOperationException(
                $"{cluster.GetType().Name} ended without the scores of {told.Count(t => !t)} of {told.Length} architectures, "
                    + $"{architectures[lacking]} among them.");
        }
    }

    /// <summary>The scores of one architecture.</summary>
    public ScoreRow Score(string architecture, ScoringContext context)
    {
        ScoreRow? row = null;
        Score([architecture], context.Threads, (_, found) => row = found, new() { CancellationToken = context.CancellationToken });
        return row!;
    }
}
