using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Networks.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.ZeroShot;

/// <summary>
/// How the logits bend where the image moves along a circle (Dextr, Asthana et al. 2025): the curvature of the curve of logits at one point
/// of a unit circle in a random plane of images. No images are needed.
/// </summary>
internal static class CurvaturePass
{
    public const ZeroShotNeeds Serves = ZeroShotNeeds.Curvature;

    /// <summary>Two Gaussian directions of images.</summary>
    public static (Tensor First, Tensor Second) Plane(NetworkGraph network, long seed, TypedParameters parameters)
    {
        var both = GaussianPass.Normal("curvature plane", 2, network.Nodes[0].Shape, seed, parameters);
        return (both[0], both[1]);
    }

    /// <summary>
    /// |v|⁻³ √(|v|²|a|² − (v·a)²), v and a the first and second derivative of the logits in the angle; NaN where they do not depend on it.
    /// </summary>
    public static double Run(NetworkGraph network, (Tensor First, Tensor Second) plane, TorchContext context)
    {
        using var scope = NewDisposeScope();
        using var enabled = set_grad_enabled(true);
        var live = GraphPasses.RemoveDeadNodes(network);
        if (!live.Nodes.Any(n => n.Inputs.Contains(0)))
        {
            return double.NaN;
        }

        var first = plane.First.flatten();
        first = first / first.norm();
        var second = plane.Second.flatten();
        second = second - (first * (first * second).sum());
        second = second / second.norm();
        var angle = zeros(1, dtype: context.Type, device: context.Device, requires_grad: true);
        var image = live.Nodes[0].Shape;
        var moved = (angle.cos() * first).Plus(angle.sin() * second).reshape(1, image.Channels, image.Height, image.Width);
        var logits = TorchNetwork.Run(live, moved, context, derivatives: 3).Logits.flatten();

        // With weights w of the logits, the derivative of w·f in the angle is w·v: v is its gradient in w.
        var weights = ones(logits.shape[0], dtype: context.Type, device: context.Device, requires_grad: true);
        if (Gradients.Of((logits * weights).sum(), [angle], keepGraph: true, differentiable: true)[0] is not { } speed
            || Gradients.Of(speed.sum(), [weights], keepGraph: true)[0] is not { } velocity
            || Gradients.Of(speed.sum(), [angle], keepGraph: true, differentiable: true)[0] is not { } change
            || Gradients.Of(change.sum(), [weights])[0] is not { } acceleration)
        {
            return double.NaN;
        }

        double[] v = Gradients.Numbers(velocity), a = Gradients.Numbers(acceleration);
        double vv = v.Sum(x => x * x), aa = a.Sum(x => x * x), va = v.Zip(a, (x, y) => x * y).Sum();
        return vv == 0 ? double.NaN : Math.Sqrt(Math.Max(0, (vv * aa) - (va * va))) / Math.Pow(vv, 1.5);
    }
}
