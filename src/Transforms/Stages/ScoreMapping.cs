using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace NasPipelines.Stages;

/// <summary>All scores of a row, and the position of the first that is wanted.</summary>
internal sealed class ScoreRequest
{
    [ColumnName(SavedColumns.Scores)]
    public VBuffer<double> Scores { get; set; }

    [ColumnName(SavedColumns.Index)]
    public int Index { get; set; }
}

/// <summary>Several scores as columns of their own: a model has a stage for so many, and not one for each.</summary>
internal sealed class ScoreReply
{
    public const int Count = 16;

    [ColumnName(SavedColumns.Value + "0")]
    public double Value0 { get; set; }

    [ColumnName(SavedColumns.Value + "1")]
    public double Value1 { get; set; }

    [ColumnName(SavedColumns.Value + "2")]
    public double Value2 { get; set; }

    [ColumnName(SavedColumns.Value + "3")]
    public double Value3 { get; set; }

    [ColumnName(SavedColumns.Value + "4")]
    public double Value4 { get; set; }

    [ColumnName(SavedColumns.Value + "5")]
    public double Value5 { get; set; }

    [ColumnName(SavedColumns.Value + "6")]
    public double Value6 { get; set; }

    [ColumnName(SavedColumns.Value + "7")]
    public double Value7 { get; set; }

    [ColumnName(SavedColumns.Value + "8")]
    public double Value8 { get; set; }

    [ColumnName(SavedColumns.Value + "9")]
    public double Value9 { get; set; }

    [ColumnName(SavedColumns.Value + "10")]
    public double Value10 { get; set; }

    [ColumnName(SavedColumns.Value + "11")]
    public double Value11 { get; set; }

    [ColumnName(SavedColumns.Value + "12")]
    public double Value12 { get; set; }

    [ColumnName(SavedColumns.Value + "13")]
    public double Value13 { get; set; }

    [ColumnName(SavedColumns.Value + "14")]
    public double Value14 { get; set; }

    [ColumnName(SavedColumns.Value + "15")]
    public double Value15 { get; set; }
}

/// <summary>The mapping from all scores of a row to some of them. Saved models name the contract: its meaning never changes.</summary>
[CustomMappingFactoryAttribute(Contract)]
internal sealed class ScoreMapping : CustomMappingFactory<ScoreRequest, ScoreReply>
{
    public const string Contract = "NasPipelines.Score/2";

    public override Action<ScoreRequest, ScoreReply> GetMapping() => (request, reply) =>
    {
        reply.Value0 = At(request, 0);
        reply.Value1 = At(request, 1);
        reply.Value2 = At(request, 2);
        reply.Value3 = At(request, 3);
        reply.Value4 = At(request, 4);
        reply.Value5 = At(request, 5);
        reply.Value6 = At(request, 6);
        reply.Value7 = At(request, 7);
        reply.Value8 = At(request, 8);
        reply.Value9 = At(request, 9);
        reply.Value10 = At(request, 10);
        reply.Value11 = At(request, 11);
        reply.Value12 = At(request, 12);
        reply.Value13 = At(request, 13);
        reply.Value14 = At(request, 14);
        reply.Value15 = At(request, 15);
    };

    private static double At(ScoreRequest request, int position) =>
        request.Index + position < request.Scores.Length ? request.Scores.GetItemOrDefault(request.Index + position) : double.NaN;
}
