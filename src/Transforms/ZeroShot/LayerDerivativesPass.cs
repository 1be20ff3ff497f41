using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using NasPipelines.Scoring;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How the logits move with one weight of each layer (VKDNW, Tybl and Neumann 2025), on Gaussian images. Batch normalisations divide by
/// their initial statistics, as in evaluation, so that images do not touch each other: one backward pass per class gives the derivatives of
/// all images. No images are needed.
/// </summary>
internal static class LayerDerivativesPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.LayerDerivatives;

    /// <summary>Images in the batch.</summary>
    public const int Samples = 16;

    /// <summary>Layers that are asked for a weight: the published setting.</summary>
    public const int MostLayers = 128;

    // A backward pass for each class would take minutes.
    private const int MostClasses = 200;

    /// <summary>Standard normal images.</summary>
    public static Tensor Images(NetworkGraph network, long seed, ScalarType type) =>
        GaussianPass.Normal("layer derivatives images", Samples, network.Nodes[0].Shape, seed, type);

    /// <param name="network">The network as it is run.</param>
    /// <param name="layers">The weights, of which some may not be in the network that is run.</param>
    /// <param name="images">[samples, channels, rows, columns].</param>
    /// <param name="parameters">The values of the network's parameters.</param>
    public static LayerDerivatives Run(
        NetworkGraph network, IReadOnlyList<ParameterReference> layers, Tensor images, TorchParameters parameters)
    {
        using var scope = NewDisposeScope();
        using var enabled = set_grad_enabled(true);
        var live = GraphPasses.RemoveDeadNodes(network);
        var asked = layers.Take(MostLayers).ToList();
        NetworkNode[] found = [.. live.Nodes.Where(n => n.LayerWeight is { } weight && asked.Contains(weight))];
        var kept = found.SelectMany(n => (string[])[n.Name, live.Nodes[n.Inputs[0]].Name]).ToHashSet(StringComparer.Ordinal);
        var run = new TorchRun(parameters, BatchNormStatistics.Initial) { Keep = n => kept.Contains(n.Name) };
        var trace = TorchNetwork.Run(live, images.clone(), run);
        var values = trace.Kept.ToDictionary(k => k.Node.Name, k => k.Value, StringComparer.Ordinal);
        var (samples, classes) = (images.shape[0], trace.Logits.shape[1]);
        if (classes > MostClasses)
        {
            throw new ScoringException($"the network has {classes} classes, and a backward pass each is done for up to {MostClasses}");
        }

        var outputs = Array.ConvertAll(found, n => values[n.Name]);
        var jacobian = new double[samples * classes * asked.Count];
        for (var c = 0; c < classes; c++)
        {
            using var each = NewDisposeScope();
            var gradients = Gradients.Of(trace.Logits.narrow(1, c, 1).sum(), outputs, keepGraph: true);
            using var noGradients = no_grad();
            for (var i = 0; i < found.Length; i++)
            {
                if (gradients[i] is { } gradient)
                {
                    Add(Derivatives(found[i], values[live.Nodes[found[i].Inputs[0]].Name], gradient), asked.IndexOf(found[i].LayerWeight!),
                        c);
                }
            }
        }

        return new((int)samples, layers.Count, Gradients.Numbers(trace.Logits), jacobian);

        void Add(double[] perSample, int layer, int c)
        {
            for (var n = 0; n < perSample.Length; n++)
            {
                jacobian[(((n * classes) + c) * asked.Count) + layer] += perSample[n];
            }
        }
    }

    /// <summary>
    /// For each sample the derivative in the first entry of a layer's weight: Σ over positions of the gradient in the first channel of its
    /// output times what that entry reads, in the first channel of its input.
    /// </summary>
    private static double[] Derivatives(NetworkNode layer, Tensor input, Tensor gradient)
    {
        var read = layer is Conv2d convolution
            ? Read(convolution, input)
            : TensorOperations.PerSample(layer, layer is Projection ? input : input.flatten(1)).select(2, 0);
        var written = layer is Conv2d ? gradient.select(1, 0).flatten(1) : TensorOperations.PerSample(layer, gradient).select(2, 0);
        return Gradients.Numbers((read.detach() * written).sum(1));
    }

    private static Tensor Read(Conv2d layer, Tensor input)
    {
        var (top, left) = layer.Window is { } window ? (window.Pads.Top, window.Pads.Left) : (layer.Padding, layer.Padding);
        var strides = layer.Window?.Strides ?? (layer.Stride, layer.Stride);
        var (rows, columns) = (((layer.Shape.Height - 1) * strides.Rows) + 1, ((layer.Shape.Width - 1) * strides.Columns) + 1);
        var plane = input.select(1, 0);
        var padded = F.pad(plane, [left, Math.Max(0, columns - left - plane.shape[2]), top, Math.Max(0, rows - top - plane.shape[1])]);
        var reached = padded.narrow(1, 0, rows).narrow(2, 0, columns);
        return reached[TensorIndex.Colon, TensorIndex.Slice(step: strides.Rows), TensorIndex.Slice(step: strides.Columns)].flatten(1);
    }
}
