using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Spaces;
using NasPipelines.Trainers.Embedded;
using NasPipelines.Trainers.WeightSharing;

namespace NasPipelines.Samples;

/// <summary>A search space that a file describes: sampled, counted, scored, and its supernet trained.</summary>
internal static class DescribedSpace
{
    public static void Run(string[] args, TextWriter output)
    {
        #region described-space
        var (nas, space) = (new MLContext(seed: 1).Nas(), SearchSpaces.FromFile(args[0]));
        output.WriteLine($"{space.Description}: {space.Size} architectures");
        var architectures = nas.Data.Sample(space, count: 4, seed: 1);

        using var scorer = nas.Transforms.ZeroShot(["synflow"], new() { Network = new() { ImageSize = 16 } }).Fit(architectures);
        foreach (var score in scorer.Transform(architectures).GetColumn<double>("synflow"))
        {
            output.WriteLine($"synflow {score:G3}");
        }

        var recipe = new SupernetOptions { Network = new() { CellsPerStage = 1, ImageSize = 16 }, Epochs = 1, BatchSize = 20 };
        var trained = new SupernetTrainer(Supernets.Of(space), TinyBench.Train.Take(0, 100), recipe).Train();
        trained.ToModel(space).Save(args[1]);
        #endregion
        output.WriteLine($"wrote {args[1]}");
    }
}
