using NasPipelines.Scoring.Journals;
using Microsoft.ML;

namespace NasPipelines.Samples;

/// <summary>Exports a scored dataset; the scores are kept in a journal, so that a run that was stopped goes on.</summary>
internal static class ExportScores
{
    public static void Run(string[] args, TextWriter output)
    {
        var (journalFile, exported) = (args[0], args[1]);

        #region export
        var nas = new MLContext(seed: 1).Nas();
        var architectures = nas.Data.Sample("nasbench201", count: 10, seed: 1);

        using var journal = ScoreJournal.Open(journalFile);
        using var scorer = nas.Transforms.ZeroShot(["params", "flops", "relu"], new() { Journal = journal }).Fit(architectures);
        var scored = scorer.Transform(architectures);
        nas.Data.SaveAsTsv(scored, exported + ".tsv");
        nas.Data.SaveAsParquet(scored, exported + ".parquet");
        output.WriteLine(File.ReadAllText(exported + ".tsv.provenance.json"));
        #endregion
    }
}
