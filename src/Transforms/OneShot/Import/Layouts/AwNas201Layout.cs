using System.Text.RegularExpressions;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>The supernet <c>nasbench-201</c> of aw_nas (Ning et al. 2021), under <c>state_dict</c>.</summary>
internal sealed partial class AwNas201Layout() : NasBench201Layout("awnas")
{
    protected override Regex CellKey => CellPattern();

    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Contains("stem.op.0.weight") && tensors.Keys.Any(EdgePattern().IsMatch)
        && !tensors.Keys.Any(key => key.Contains(".preprocess_ops.", StringComparison.Ordinal));

    protected override string Stem(int part) => $"stem.op.{part}";

    protected override string Cell(int cell) => $"cells.{cell}";

    protected override string Edge(int cell, int from, int to, int operation) =>
        $"cells.{cell}.edge_mod.f_{from}_t_{to}.p_ops.{operation}";

    [GeneratedRegex(@"^cells\.(\d+)\.", RegexOptions.CultureInvariant)]
    private static partial Regex CellPattern();

    [GeneratedRegex(@"^cells\.\d+\.edge_mod\.f_\d_t_\d\.p_ops\.", RegexOptions.CultureInvariant)]
    private static partial Regex EdgePattern();
}
