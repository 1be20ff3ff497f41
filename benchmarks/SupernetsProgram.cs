using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Trainers.Embedded;
using NasPipelines.Trainers.Training;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Checkpoints;
using NasPipelines.Trainers.WeightSharing.Paths;

namespace NasPipelines.Benchmarks;

/// <summary>
/// What decides how well a supernet ranks, on <see cref="TinyBench"/>: how paths are drawn, accuracy against loss, epochs, and the mean of
/// the last checkpoints.
/// </summary>
internal static class SupernetsProgram
{
    private const int Epochs = 30;
    private const int KeepEvery = 10;
    private const int Averaged = 3;

    private static readonly string[] Samplers = ["uniform", "deiso", "fair"];

    public static int Run(RunOptions options, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("naspipelines-supernets-");
        try
        {
            var files = TinyBench.Extract(folder.FullName);
            var table = new TextTable("paths", "epoch", "seconds", "KD accuracy", "KD loss", "mean accuracy");
            foreach (var sampler in Samplers)
            {
                var recipe = new SupernetOptions(Recipe(sampler, options))
                {
                    Checkpoint = Path.Combine(folder.FullName, $"{sampler}.supernet"),
                };
                var took = Timing.Once(() => new SupernetTrainer(Supernets.Get("nasbench201"), TinyBench.Train, recipe).Train(
                    run: new() { Threads = options.Threads }));
                List<SupernetCheckpoint> kept =
                    [.. Enumerable.Range(1, Epochs / KeepEvery).Select(
                        i => SupernetCheckpoint.Load($"{recipe.Checkpoint}.{i * KeepEvery:D4}"))];
                foreach (var checkpoint in kept)
                {
                    Judge($"{checkpoint.Epoch}", checkpoint);
                }

                Judge($"mean of the last {Averaged}", SupernetCheckpoint.Average(kept[^Averaged..]));

                void Judge(string epoch, SupernetCheckpoint checkpoint)
                {
                    var model = Path.Combine(folder.FullName, "supernet.onnx");
                    checkpoint.ToModel().Save(model);
                    var (accuracy, loss, mean) = Kendall(files.Table, model, options.Threads);
                    table.Add(sampler, epoch, $"{took.Wall:F0}", $"{accuracy:F3}", $"{loss:F3}", $"{mean:P1}");
                }
            }

            table.Write(output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static SupernetOptions Recipe(string sampler, RunOptions options) => new()
    {
        Network = TinyBench.Recipe.Network,
        Augmentation = AugmentationOptions.None,
        Sampler = PathSamplers.Get(sampler),
        Epochs = Epochs,
        BatchSize = options.Batch,
        Schedule = LearningRateSchedule.Cosine(),
        KeepEvery = KeepEvery,
        Seed = options.Seed,
    };

    private static (double Accuracy, double Loss, double Mean) Kendall(string table, string model, int threads)
    {
        var nas = new MLContext().Nas();
        var view = nas.Data.LoadBenchmark(table);
        using var scorer = nas.Transforms.OneShot("oneshot", model, new() { Images = TinyBench.Validation, Threads = 1 }).Fit(view);
        scorer.ScoreAll(view, new() { Workers = threads, Threads = 1 });
        var scored = scorer.Transform(view);
        var evaluation = nas.Evaluate(scored, "accuracy", "oneshot", "oneshotLoss");
        return (evaluation["oneshot"].Kendall, evaluation["oneshotLoss"].Kendall, scored.GetColumn<double>("oneshot").Average());
    }
}
