namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>The supernet <c>nasbench-101</c> of aw_nas, whose cells are those of NAS-Bench-1Shot1.</summary>
internal sealed class AwNas1Shot1Layout() : NasBench1Shot1Layout("awnas")
{
    public override string Difference =>
        "it applies a vertex's operation to each input and adds the results, where ours adds the inputs first as NAS-Bench-1Shot1 does, "
            + "and normalises behind maximum pooling, whose statistics are not used: scores are those of these weights in our network";

    protected override string Stem => "stem.op";

    protected override string Head => "post_process.op";

    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Keys.Any(key => key.Contains(".shared_ops.", StringComparison.Ordinal)) && tensors.Contains($"{Stem}.0.weight");

    protected override string Projection(int cell, int vertex) => $"cells.{cell}.projections.{vertex}.op";

    protected override string Operation(int cell, int vertex, int operation) => $"cells.{cell}.shared_ops.{vertex}.p_ops.{operation}.op";
}
