using NasPipelines.Networks.Graph;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;
using NasPipelines.Stages;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Scoring;
using NasPipelines.Trainers.Training;
using static System.FormattableString;

namespace NasPipelines.Trainers.Standalone;

/// <summary>
/// Trains many architectures from scratch with several seeds: a benchmark of one's own. Finished trainings are kept in a journal; a run
/// that was stopped goes on where it was.
/// </summary>
public static class Tabulation
{
    private const int CostBins = 20; // of equal width in the logarithm of multiply-adds
    private const int BalancingPool = 8;

    /// <summary>
    /// Different functions drawn from a space: the representatives of the classes that randomly drawn encodings fall in, so that a function
    /// with many encodings is drawn sooner.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same architectures; a larger count continues a smaller one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The space has fewer.</exception>
    public static IReadOnlyList<Architecture> Draw(SearchSpace space, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        var encodings = space.IsEnumerable ? Shuffled(space, seed) : space.Sample(checked(4 * count), seed);
        List<Architecture> drawn = [.. encodings.Select(space.Representative).DistinctBy(a => a.Canonical).Take(count)];
        return drawn.Count == count
            ? drawn
            : throw TooFew(space, count, drawn.Count);
    }

    /// <summary>
    /// Different functions drawn evenly over the costs that a space has, cheap and dear ones alike, where most of a space is of middling
    /// cost: accuracies then lie further apart.
    /// </summary>
    /// <param name="space">The space.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed gives the same architectures.</param>
    /// <exception cref="ArgumentOutOfRangeException">The space has fewer.</exception>
    public static IReadOnlyList<Architecture> DrawBalanced(SearchSpace space, int count, long seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        var pool = space.IsEnumerable
            ? [.. Shuffled(space, seed).Select(space.Representative).DistinctBy(a => a.Canonical)]
            : Draw(space, checked(BalancingPool * count), seed);
        var costs = pool.Select(a => Math.Log(space.Cost(a).Macs)).ToList();
        var (low, width) = (costs.Min(), (costs.Max() - costs.Min()) / CostBins);
        var bins = pool.Zip(costs)
            .GroupBy(drawn => Math.Min(CostBins - 1, (int)((drawn.Second - low) / width)), drawn => drawn.First)
            .OrderBy(bin => bin.Key)
            .Select(bin => bin.ToList())
            .ToList();
        List<Architecture> balanced =
            [.. Enumerable.Range(0, pool.Count)
                .SelectMany(turn => bins.Where(bin => turn < bin.Count).Select(bin => bin[turn])).Take(count)];
        return balanced.Count == count ? balanced : throw TooFew(space, count, balanced.Count);
    }

    /// <summary>Trains what the journal lacks.</summary>
    /// <param name="trainer">The recipe.</param>
    /// <param name="architectures">The architectures, of one space.</param>
    /// <param name="journal">Where finished trainings are kept; those that it has are not done again. Null keeps them in memory
    /// only.</param>
    /// <param name="seeds">The seeds that each architecture is trained with; null takes 1 and 2.</param>
    /// <param name="shard">
    /// The part of the architectures to train, for one of several processes that share the work, each with a journal of its own; null for
    /// all.
    /// </param>
    /// <param name="run">
    /// Workers, threads of each, which results are the same bytes with one of, progress by training, and cancellation, which stops between
    /// mini-batches: finished trainings stay in the journal. Null: one worker of one thread.
    /// </param>
    /// <returns>The rows of the architectures asked for, in their order, seed by seed; of a shard its own.</returns>
    /// <exception cref="InvalidOperationException">There is a shard, and no journal.</exception>
    /// <exception cref="ArgumentException">There is no seed, or one twice, or the architectures are of several spaces.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<TabulationRow> Run(
        StandaloneTrainer trainer,
        IReadOnlyList<Architecture> architectures,
        ScoreJournal? journal = null,
        IReadOnlyList<long>? seeds = null,
        Shard? shard = null,
        RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(architectures);
        seeds ??= [1, 2];
        if (seeds.Count == 0 || seeds.Distinct().Count() != seeds.Count)
        {
            throw new ArgumentException($"Seeds must be different numbers, at least one (were {string.Join(", ", seeds)}).", nameof(seeds));
        }

        List<Architecture> distinct = [.. architectures.DistinctBy(a => a.Text)];
        if (distinct.Exists(a => a.Space != distinct[0].Space))
        {
            throw new ArgumentException(
                "Architectures of several spaces make no table: tabulate each space by itself.", nameof(architectures));
        }

        run ??= new() { Threads = 1 };
        run.Validate();
        if (distinct.Count == 0)
        {
            return [];
        }

        var place = distinct.Select((a, i) => (a.Text, i)).ToDictionary(p => p.Text, p => p.i);
        return
        [
            .. seeds.SelectMany((seed, i) => Train(trainer, distinct, seed, journal, shard, Within(run, i, seeds.Count)))
                .OrderBy(row => place[row.Architecture]),
        ];
    }

    /// <summary>
    /// Rows as a benchmark: architectures with the mean accuracy over seeds (<c>accuracy</c>), the accuracy of each seed (<c>accuracy_1</c>
    /// …), the mean loss and the seconds of a training, and the parameters and multiply-adds of the trained network.
    /// </summary>
    /// <param name="space">The space of the architectures.</param>
    /// <param name="rows">Trainings, each architecture with the same seeds.</param>
    /// <param name="trainer">What trained them; what results depend on besides architecture and seed is kept as an annotation.</param>
    public static IDataView Table(SearchSpace space, IReadOnlyList<TabulationRow> rows, StandaloneTrainer trainer)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(trainer);
        var groups = rows.GroupBy(r => r.Architecture).ToList();
        Architecture[] architectures = [.. groups.Select(g => space.Parse(g.Key))];
        NetworkCost[] costs = Array.ConvertAll(architectures, a => space.Cost(a, trainer.Network));
        var seeds = rows.Select(r => r.Seed).Distinct().Order().ToList();
        List<(string Name, Func<IEnumerable<TabulationRow>, double> Of)> columns =
        [
            ("accuracy", of => of.Average(r => r.TestAccuracy)),
            .. seeds.Select(seed =>
                ($"accuracy_{seed}", (Func<IEnumerable<TabulationRow>, double>)(of => of.Single(r => r.Seed == seed).TestAccuracy))),
            ("loss", of => of.Average(r => r.TestLoss)),
            ("seconds", of => of.Average(r => r.Seconds)),
        ];
        return ArchitectureColumn.ViewOf(
            space,
            architectures,
            JsonSerializer.Serialize(new { recipe = trainer.Identity, seeds }),
            [
                .. columns.Select(c => (c.Name, groups.Select(c.Of).ToArray())),
                ("params", Array.ConvertAll(costs, c => (double)c.Parameters)),
                ("flops", Array.ConvertAll(costs, c => (double)c.Macs)),
            ]);
    }

    private static IEnumerable<TabulationRow> Train(
        StandaloneTrainer trainer, List<Architecture> architectures, long seed, ScoreJournal? journal, Shard? shard, RunOptions run)
    {
        var view = ArchitectureColumn.ViewOf(architectures[0].Space, architectures);
        var scorer = new TrainingScorer(trainer, architectures[0].Space, seed);
        using var stage = ScoringEstimator
            .Of(new MLContext(), _ => scorer, TrainingScorer.Names, new() { Journal = journal, StatusColumnName = null })
            .Fit(view);
        stage.ScoreAll(view, shard, run.Telling(run.Progress is { } told ? new Told(told, scorer) : null));
        if (shard is not null)
        {
            var own = stage.RowsOf(view, shard).ToHashSet(StringComparer.Ordinal);
            architectures = architectures.FindAll(a => own.Contains(a.Text));
            view = ArchitectureColumn.ViewOf(scorer.Space, architectures);
        }

        var trained = stage.Transform(view);
        double[][] columns = [.. TrainingScorer.Names.Select(name => trained.GetColumn<double>(name).ToArray())];
        return architectures.Select((a, i) => new TabulationRow(
            a.Text, seed, columns[0][i], 0.0 - columns[1][i], columns[2][i], 0.0 - columns[3][i], 0.0 - columns[4][i]));
    }

    // Each seed is a run of its own: its progress is a part of the whole.
    private static RunOptions Within(RunOptions run, int part, int parts) =>
        run.Progress is { } told ? run.Telling(new Part(told, part, parts)) : run;

    private sealed class Told(IProgress<RunProgress> progress, TrainingScorer scorer) : IProgress<RunProgress>
    {
        private string? _last;

        // What the journal had was not trained now, and has nothing to say.
        public void Report(RunProgress value)
        {
            var message = scorer.Last == _last ? null : scorer.Last;
            _last = scorer.Last;
            progress.Report(new(value.Done, value.Total, value.PerSecond, value.Remaining, message));
        }
    }

    private sealed class Part(IProgress<RunProgress> progress, int part, int parts) : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
            var (done, total) = ((part * value.Total) + value.Done, parts * value.Total);
            progress.Report(new(
                done, total, value.PerSecond, value.PerSecond > 0 ? TimeSpan.FromSeconds((total - done) / value.PerSecond) : null,
                value.Message));
        }
    }

    private static ArgumentOutOfRangeException TooFew(SearchSpace space, int count, int found) =>
        new(nameof(count), count, $"{space.Name} has fewer different functions: {found} were found");

    private static IEnumerable<Architecture> Shuffled(SearchSpace space, long seed)
    {
        var encodings = space.Enumerate().ToList();
        return RandomStreams.Permutation(encodings.Count, RandomStreams.Of("encodings", seed, 0)).Select(i => encodings[i]);
    }
}
