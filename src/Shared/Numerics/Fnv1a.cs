using System.Text;

namespace NasPipelines.Numerics;

/// <summary>The 64-bit FNV-1a hash of a text's UTF-8 bytes: stable across processes and platforms.</summary>
internal static class Fnv1a
{
    /// <summary>The hash of a text.</summary>
    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        return hash;
    }
}
