using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Data;

/// <summary>Writes ML.NET's binary format.</summary>
internal static class BinaryExport
{
    public static TableFormat Create(MLContext context, IDataView view, string path)
    {
        ArgumentNullException.ThrowIfNull(view);
        TableExport.RequireEnding(path, ".idv");
        return new("idv", new Dictionary<string, string>(), file =>
        {
            OrderedBinarySaver.Save(context, view, file);
            file.Flush();
            return context.Data.LoadFromBinary(new WrittenFile(file.Name)).GetRowCount()
                ?? throw new InvalidDataException($"{path}: the rows written cannot be counted");
        });
    }

    /// <summary>A file that is still open for writing.</summary>
    private sealed class WrittenFile(string path) : IMultiStreamSource
    {
        public int Count => 1;

        public string? GetPathOrNull(int index) => null;

        public Stream Open(int index) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

        public TextReader OpenTextReader(int index) => new StreamReader(Open(index));
    }
}
