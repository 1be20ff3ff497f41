using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Images;
using NasPipelines.Spaces.NetworkFiles;

namespace NasPipelines.Samples;

/// <summary>Scores networks in ONNX files.</summary>
internal static class AnyNetwork
{
    public static void Run(string[] args, TextWriter output)
    {
        #region any-network
        var nas = new MLContext(seed: 1).Nas();
        var networks = nas.Data.LoadNetworks(args[0], new NetworkFileOptions { ImageSize = 64 });

        using var scorer = nas.Transforms.ZeroShot(
            ["params", "flops", "activations", "depth", "snip", "relu_logdet"],
            new()
            {
                Images = ImageSet.Load(args[1]),
                Transform = ImageTransform.Resize(64),
                BatchSize = 16,
            }).Fit(networks);
        var scored = scorer.Transform(networks);
        foreach (var (name, activations, snip) in scored.GetColumn<string>("Architecture")
            .Zip(scored.GetColumn<double>("activations"), scored.GetColumn<double>("snip")))
        {
            output.WriteLine($"{name}: {activations} activations, snip {snip:F2}");
        }
        #endregion
    }
}
