using System.Diagnostics;
using NasPipelines.Images;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing.Checkpoints;

namespace NasPipelines.Trainers.WeightSharing.FewShot;

/// <summary>
/// Few-shot supernets (Zhao et al. 2021): the space is split by the choices of a gene, and each part has a supernet of its own, which goes
/// on from a common one.
/// </summary>
public static class FewShotTrainer
{
    /// <summary>Trains a supernet per choice.</summary>
    /// <param name="common">The trained supernet of the whole space.</param>
    /// <param name="images">The images.</param>
    /// <param name="options">The recipe of each part; a checkpoint's name gets the gene and the choice.</param>
    /// <param name="gene">The gene to split by.</param>
    /// <param name="candidates">The architectures whose paths may be trained; null takes <see cref="Supernet.Candidates"/>.</param>
    /// <param name="supernet">The supernet, where it is one of your own; null takes the listed one of the space.</param>
    /// <param name="run">
    /// Threads, which results are the same bytes with one of, progress by part, and cancellation, which stops between steps: checkpoints
    /// stay, and a further call goes on. Null: one thread.
    /// </param>
    /// <returns>The supernet of each choice; a choice without trainable architecture keeps the common one.</returns>
    /// <exception cref="ArgumentException">The space has no listed supernet, or the one that was given is of another space.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The space has no such gene.</exception>
    public static FewShotCheckpoints Train(
        SupernetCheckpoint common,
        ImageSet images,
        SupernetOptions options,
        int gene,
        IReadOnlyList<Architecture>? candidates = null,
        Supernet? supernet = null,
        RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(common);
        ArgumentNullException.ThrowIfNull(options);
        supernet ??= Supernets.Get(common.Space);
        if (supernet.Space.Name != common.Space)
        {
            throw new ArgumentException($"The supernet is of {supernet.Space.Name}, the checkpoint of {common.Space}.", nameof(supernet));
        }

        candidates ??= supernet.Candidates(options.Seed);
        if (gene < 0 || candidates.Any(a => gene >= a.Genes.Length))
        {
            throw new ArgumentOutOfRangeException(nameof(gene), gene, $"architectures of {common.Space} have no such gene");
        }

        run ??= new() { Threads = 1 };
        var parts = new SortedDictionary<int, SupernetCheckpoint>();
        var split = candidates.GroupBy(a => a.Genes[gene]).OrderBy(g => g.Key).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var part in split)
        {
            var ofPart = new SupernetOptions(options)
            {
                StartFrom = common,
                Checkpoint = options.Checkpoint is { } path ? $"{path}.gene{gene}-{part.Key}" : null,
            };
            parts.Add(
                part.Key,
                part.Any(supernet.CanTrain) ? new SupernetTrainer(supernet, images, ofPart).Train([.. part], run.Telling(null)) : common);
            run.Progress?.Report(
                TrainingProgress.After(watch.Elapsed, parts.Count, split.Count, message: $"choice {part.Key} of gene {gene}"));
        }

        return new(gene, parts);
    }
}
