using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using NasPipelines.Fixtures.Files;
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

    public static byte[] Binary() => Saved("table.idv", ".idv", (data, view, path) => data.SaveAsBinary(view, path));

    public static byte[][] Texts() =>
    [
        Encoding.UTF8.GetBytes("sep=;\n" + Delimited(';')), Encoding.Unicode.GetBytes("\uFEFF" + Delimited('\t')),
    ];

    public static byte[] Records() => NumpyWriter.Array(
        "[('arch', '<U6'), ('x', '<f4')]", "(2,)",
        [.. Encoding.UTF32.GetBytes("333333"), 0, 0, 128, 63, .. Encoding.UTF32.GetBytes("ssssss"), 0, 0, 0, 64]);

    public static byte[][] Json() =>
    [
        .. new[]
        {
            """[{"arch": "333333", "x": 1.5, "note": "a \"b\""}, {"arch": "ssssss", "x": NaN, "y": [1, {"z": null}]}]""",
            "{\"arch\": \"333333\", \"x\": -1e3}\n{\"arch\": \"ssssss\", \"x\": Infinity}\n",
            """{"columns": ["arch", "x"], "index": [0, 1], "data": [["333333", 1], ["ssssss", 2]]}""",
            """{"arch": {"0": "333333", "1": "ssssss"}, "x": {"0": 1, "1": 2}}""",
            """{"333333": {"x": {"score": 1, "time": 2}}, "ssssss": {"x": {"score": 3}}}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[] ZipOfArrays(byte[] array)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["truth.npy", "score.npy"])
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(array);
            }
        }

        return file.ToArray();
    }

    /// <summary>The table that <see cref="Provenance"/> belongs to.</summary>
    public static byte[] Tsv() => Saved("table.tsv", ".tsv", (data, view, path) => data.SaveAsTsv(view, path));

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
