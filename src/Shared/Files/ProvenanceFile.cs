namespace NasPipelines.Files;

/// <summary>The file beside an exported table that says where its columns come from.</summary>
internal static class ProvenanceFile
{
    /// <summary>What is appended to the table's name.</summary>
    public const string Suffix = ".provenance.json";

    /// <summary>The property that names the search space.</summary>
    public const string SpaceProperty = "searchSpace";
}
