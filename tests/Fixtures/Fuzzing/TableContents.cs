using Microsoft.ML;
using NasPipelines.Spaces;
using NasPipelines.TestKit;

namespace NasPipelines.Fixtures.Fuzzing;

/// <summary>Small tables.</summary>
internal static class TableContents
{
    public static string Delimited(char separator) => string.Join('\n', new[]
    {
        "arch\taccuracy\tnote", "ss3333\t93.5\tgood", "333333\tNaN\t\"of \"\"two\"\" words\"", "nnnnnn\t-1e-3\t", "",
    }).Replace('\t', separator);

    public static byte[] Parquet() => Saved("table.parquet", ".parquet", (data, view, path) => data.SaveAsParquet(view, path));

    public static byte[] Provenance() =>
        Saved("table.tsv", ".tsv.provenance.json", (data, view, path) => data.SaveAsTsv(view, path));

    private static byte[] Saved(string name, string ending, Action<NasDataCatalog, IDataView, string> save)
    {
        using var folder = new TemporaryFolder();
        var data = new MLContext().Nas().Data;
        File.WriteAllText(folder.File("source.tsv"), "arch\taccuracy\n333333\t93.5\nssssss\t\n3sss3s\t12\n");
        save(data, data.LoadBenchmark(folder.File("source.tsv"), SearchSpaces.NasBench201.Name), folder.File(name));
        return File.ReadAllBytes(folder.File("table" + ending));
    }
}
