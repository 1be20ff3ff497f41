namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>The search network of NAS-Bench-1Shot1 (Zela et al. 2020).</summary>
internal sealed class OneShot1Layout() : NasBench1Shot1Layout("nasbench1shot1")
{
    protected override string Stem => "stem.op";

    protected override string Head => "postprocess.op";

    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Keys.Any(key => key.Contains("._choice_blocks.", StringComparison.Ordinal)) && tensors.Contains($"{Stem}.0.weight");

    protected override string Projection(int cell, int vertex) => $"cells.{cell}._input_projections.{vertex}.op";

    protected override string Operation(int cell, int vertex, int operation) =>
        $"cells.{cell}._choice_blocks.{vertex}.mixed_op._ops.{operation}.op.op";
}
