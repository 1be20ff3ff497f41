using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>
/// A sub-supernet of few-shot NAS (Zhao et al. 2021): AutoDL-Projects' names, but one edge has a single operation, at index 0. Which one it
/// is, the kernel of its convolution tells, or the script's argument <c>edge_op</c>.
/// </summary>
internal sealed class FewShotLayout() : AutoDlLayout("few-shot")
{
    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Contains("stem.0.weight") && EdgesWithChoice(tensors).Count is 5;

    protected override SupernetPart PartOf(CheckpointTensors tensors, SupernetImportOptions options)
    {
        var (gene, operations) = (Enumerable.Range(0, 6).Except(EdgesWithChoice(tensors)).Single(), SearchSpaces.NasBench201.Operations);
        var to = gene == 0 ? 1 : gene <= 2 ? 2 : 3;
        var from = gene - GeneOf(0, to);
        var kernel = tensors.ShapeOf($"{Edge(0, from, to, 0)}.op.1.weight") is { Count: 4 } shape ? shape[3] : 0;
        var byKernel = kernel is 1 or 3 ? $"nor_conv_{kernel}x{kernel}" : null;
        var byArgument = tensors.File.Integer("edge_op") is { } index && index < operations.Count ? operations[index] : null;
        var told = options.EdgeOperation ?? byArgument ?? byKernel ?? throw tensors.Fault(
            $"edge {to}<-{from} has no weights: its one operation is none, skip_connect or avg_pool_3x3, and the arguments do not tell "
                + "which; EdgeOperation must name it");
        if (!operations.Contains(told))
        {
            throw new ArgumentException(
                $"{nameof(options.EdgeOperation)} must be one of {string.Join(", ", operations)} (was '{told}').");
        }

        var isConvolution = told.StartsWith("nor_conv", StringComparison.Ordinal);
        return (byKernel ?? (isConvolution ? null : told)) == told
            ? new(gene, operations.ToList().IndexOf(told))
            : throw tensors.Fault(
                $"edge {to}<-{from} is said to have the operation {told}, but has "
                    + (byKernel is null ? "no weights" : $"the weights of {byKernel}"));
    }

    protected override int? IndexOn(SupernetForm form, int from, int to, string operation) =>
        form.Part!.Gene != GeneOf(from, to) ? form.IndexOf(operation)
        : SearchSpaces.NasBench201.Operations[form.Part.Value] == operation ? 0
        : null;
}
