using Microsoft.ML;

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
            using (var stream = File.Create(file))
            {
                context.Data.SaveAsBinary(view, stream);
            }

            return context.Data.LoadFromBinary(file).GetRowCount()
                ?? throw new InvalidDataException($"{path}: the rows written cannot be counted");
        });
    }
}
