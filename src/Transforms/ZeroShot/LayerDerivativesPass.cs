using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Graph.Tensors;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How the logits move with one weight of each layer (VKDNW, Tybl and Neumann 2025), on Gaussian images. Batch normalisations divide by
/// their initial statistics, as in evaluation, so that images do not touch each other: one backward pass per class, or one per layer where
/// those are fewer, gives the derivatives of all images. No images are needed.
/// </summary>
internal static class LayerDerivativesPass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.LayerDerivatives;

    /// <summary>Images in the batch.</summary>
    public const int Samples = 16;

    /// <summary>Layers that are asked for a weight: the published setting.</summary>
    public const int MostLayers = 128;

    /// <summary>Standard normal images.</summary>
    public static Tensor Images(NetworkGraph network, long seed, TypedParameters parameters) =>
        GaussianPass.Normal("layer derivatives images", Samples, network.Nodes[0].Shape, seed, parameters);

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
        List<ParameterReference> asked = [.. layers.Take(MostLayers)];
        var trace = LayerTrace.Of(live, asked, images, new TorchRun(parameters, BatchNormStatistics.Initial));
        var (samples, classes, found) = ((int)images.shape[0], (int)trace.Logits.shape[1], trace.Layers);
        var jacobian = new double[samples * classes * asked.Count];
        if (classes <= found.Length)
        {
            ByClass();
        }
        else
        {
            ByLayer();
        }

        return new(samples, layers.Count, Gradients.Numbers(trace.Logits), jacobian);

        // One backward pass for each class.
        void ByClass()
        {
            for (var c = 0; c < classes; c++)
            {
                using var each = NewDisposeScope();
                var gradients = Gradients.Of(trace.Logits.narrow(1, c, 1).sum(), trace.Outputs, keepGraph: true);
                using var noGradients = no_grad();
                for (var i = 0; i < found.Length; i++)
                {
                    if (gradients[i] is { } gradient)
                    {
                        Add(Gradients.Numbers(Derivatives(found[i], trace.Operand(i), gradient)), i, c);
                    }
                }
            }
        }

        // With weights w of the logits the derivatives of w·f are linear in w, and their gradient in w is what is asked: a pass each.
        void ByLayer()
        {
            var weights = ones(samples, classes, dtype: images.dtype, device: images.device, requires_grad: true);
            var gradients = Gradients.Of((trace.Logits * weights).sum(), trace.Outputs, keepGraph: true, differentiable: true);
            for (var i = 0; i < found.Length; i++)
            {
                using var each = NewDisposeScope();
                var derivatives = gradients[i] is { } gradient ? Derivatives(found[i], trace.Operand(i), gradient).sum() : null;
                if (derivatives is not null && Gradients.Of(derivatives, [weights], keepGraph: true)[0] is { } ofClasses)
                {
                    var rows = Gradients.Numbers(ofClasses.t());
                    for (var c = 0; c < classes; c++)
                    {
                        Add(rows.AsSpan(c * samples, samples), i, c);
                    }
                }
            }
        }

        void Add(ReadOnlySpan<double> perSample, int layer, int c)
        {
            var column = asked.IndexOf(found[layer].LayerWeight!);
            for (var n = 0; n < samples; n++)
            {
                jacobian[(((n * classes) + c) * asked.Count) + column] += perSample[n];
            }
        }
    }

    /// <summary>
    /// For each sample the derivative in the first entry of a layer's weight: Σ over positions of the gradient in the first channel of its
    /// output times what that entry reads, in the first channel of its input.
    /// </summary>
    private static Tensor Derivatives(NetworkNode layer, Tensor input, Tensor gradient)
    {
        var read = layer is Conv2d convolution
            ? Read(convolution, input)
            : TensorOperations.PerSample(layer, layer is Projection ? input : input.flatten(1)).select(2, 0);
        var written = layer is Conv2d ? gradient.select(1, 0).flatten(1) : TensorOperations.PerSample(layer, gradient).select(2, 0);
        return (read * written).sum(1);
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
