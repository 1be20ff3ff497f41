using System.Diagnostics;
using System.Text.Json;
using Microsoft.ML;
using NasPipelines.Architectures;
using NasPipelines.Benchmarks;

namespace NasPipelines.Training;

/// <summary>
/// Trains many architectures from scratch with several seeds: a benchmark of one's own. Finished trainings are kept in a journal; a run that was stopped
/// goes on where it was.
/// </summary>
public static class Tabulation
{
    /// <summary>
    /// Different functions drawn from a space: the representatives of the classes that randomly drawn encodings fall in, so that a function with many
    /// encodings is drawn sooner.
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
            : throw new ArgumentOutOfRangeException(nameof(count), count, $"{space.Name} has fewer different functions: {drawn.Count} were found");
    }

    /// <summary>Trains what the journal lacks.</summary>
    /// <param name="trainer">The recipe.</param>
    /// <param name="architectures">The architectures.</param>
    /// <param name="journal">The journal file, made or continued.</param>
    /// <param name="options">Seeds and workers.</param>
    /// <param name="progress">Told after each training.</param>
    /// <param name="cancellation">Stops between mini-batches; finished trainings stay in the journal.</param>
    /// <returns>The rows of the architectures asked for, in their order, seed by seed.</returns>
    /// <exception cref="InvalidDataException">The journal is of other images or another recipe.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IReadOnlyList<TabulationRow> Run(
        StandaloneTrainer trainer,
        IReadOnlyList<Architecture> architectures,
        string journal,
        TabulationOptions options,
        IProgress<TabulationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(architectures);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using var file = new TabulationJournal(journal, trainer.Identity);
        var all = architectures.DistinctBy(a => a.Text).SelectMany(a => options.Seeds.Select(seed => (Architecture: a, Seed: seed))).ToList();
        var pending = all.Where(t => !file.Contains(t.Architecture.Text, t.Seed)).ToList();
        var (watch, done) = (Stopwatch.StartNew(), 0);
        Workers.ForEach(pending, options.Workers, "training", training =>
        {
            var result = trainer.Train(training.Architecture, training.Seed, cancellation);
            lock (file)
            {
                var row = TabulationRow.Of(training.Architecture.Text, training.Seed, result);
                file.Append(row);
                done++;
                var pace = watch.Elapsed / done;
                progress?.Report(new(all.Count - pending.Count + done, all.Count, pace.TotalSeconds, pace * (pending.Count - done), row));
            }
        });
        var rows = file.Rows.ToDictionary(r => (r.Architecture, r.Seed));
        return [.. all.Select(t => rows[(t.Architecture.Text, t.Seed)])];
    }

    /// <summary>
    /// Rows as a benchmark: architectures with the mean accuracy over seeds (<c>accuracy</c>), the accuracy of each seed (<c>accuracy_1</c> …), the mean
    /// loss and the seconds of a training.
    /// </summary>
    /// <param name="space">The space of the architectures.</param>
    /// <param name="rows">Trainings, each architecture with the same seeds.</param>
    /// <param name="provenance">What results depend on besides architecture and seed, kept as an annotation.</param>
    public static IDataView Table(SearchSpace space, IReadOnlyList<TabulationRow> rows, string provenance)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(rows);
        var groups = rows.GroupBy(r => r.Architecture).ToList();
        var seeds = rows.Select(r => r.Seed).Distinct().Order().ToList();
        List<(string Name, Func<IEnumerable<TabulationRow>, double> Of)> columns =
        [
            ("accuracy", of => of.Average(r => r.TestAccuracy)),
            .. seeds.Select(seed => ($"accuracy_{seed}", (Func<IEnumerable<TabulationRow>, double>)(of => of.Single(r => r.Seed == seed).TestAccuracy))),
            ("loss", of => of.Average(r => r.TestLoss)),
            ("seconds", of => of.Average(r => r.Seconds)),
        ];
        return new ArchitectureView(
            space.Name,
            JsonSerializer.Serialize(new { recipe = provenance, seeds }),
            [.. groups.Select(g => g.Key)],
            [.. columns.Select(c => c.Name)],
            [.. columns.Select(c => groups.Select(c.Of).ToArray())],
            singlePrecision: false);
    }

    private static IEnumerable<Architecture> Shuffled(SearchSpace space, long seed)
    {
        var encodings = space.Enumerate().ToList();
        return RandomStreams.Permutation(encodings.Count, RandomStreams.Of("encodings", seed, 0)).Select(i => encodings[i]);
    }
}
