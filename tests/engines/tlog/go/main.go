// Checks logs of ours with the reference implementation of transparency logs in Go.
//
//	check FOLDER KEY WITNESS   all heads, bundles, tiles and proofs in a folder
//	audit FILE                 the root over entries, each after its length, and the time
//	ed25519 FILE               what Go says of each signature in a list
//
// Nothing is taken from the tiles: every hash is computed again from the entries.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner verifies lines of witnesses, which the reference does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }

func (c *cosigner) Verify(text, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return ed25519.Verify(c.key, []byte(signed), signature[8:])
}

func newCosigner(text string) *cosigner {
	parts := strings.SplitN(text, "+", 3)
	id, err := strconv.ParseUint(parts[1], 16, 32)
	must(err)
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	must(err)
	if raw[0] != 4 || len(raw) != 33 {
		fail("not the key of a witness: %s", text)
	}
	sum := sha256.Sum256([]byte(parts[0] + "\n" + string(raw)))
	if binary.BigEndian.Uint32(sum[:]) != uint32(id) {
		fail("the id of a witness: %s", text)
	}
	return &cosigner{parts[0], uint32(id), ed25519.PublicKey(raw[1:])}
}

func fail(format string, args ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(1)
}

func must(err error) {
	if err != nil {
		fail("%v", err)
	}
}

func read(parts ...string) []byte {
	data, err := os.ReadFile(filepath.Join(parts...))
	must(err)
	return data
}

// stored keeps all hashes of a tree in the order of the reference.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = s[index]
	}
	return found, nil
}

func (s *stored) add(n int64, entry []byte) {
	hashes, err := tlog.StoredHashes(n, entry, *s)
	must(err)
	*s = append(*s, hashes...)
}

// each calls back with every entry of a bundle.
func each(bundle []byte, take func([]byte)) {
	for len(bundle) > 0 {
		length := int(binary.BigEndian.Uint16(bundle))
		take(bundle[2 : 2+length])
		bundle = bundle[2+length:]
	}
}

func root(size int64, hashes stored) tlog.Hash {
	if size == 0 { // older versions say zero
		return sha256.Sum256(nil)
	}
	hash, err := tlog.TreeHash(size, hashes)
	must(err)
	return hash
}

// place turns the reference's path of a tile into that of C2SP.
func place(tile tlog.Tile) string {
	path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

type head struct {
	size int64
	hash tlog.Hash
}

func open(data []byte, keys note.Verifiers, signatures int) head {
	opened, err := note.Open(data, keys)
	must(err)
	if len(opened.Sigs) != signatures || len(opened.UnverifiedSigs) != 0 {
		fail("%d signatures hold, not %d", len(opened.Sigs), signatures)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != opened.Sigs[0].Name {
		fail("no checkpoint: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	hash, err := tlog.ParseHash(lines[2])
	must(err)
	return head{size, hash}
}

// tilesOf lists the tiles of a tree; older versions of the reference list every width.
func tilesOf(size int64) []tlog.Tile {
	var found []tlog.Tile
	for level := 0; size>>(8*level) > 0; level++ {
		hashes := size >> (8 * level)
		for n := int64(0); n*256 < hashes; n++ {
			width := hashes - n*256
			if width > 256 {
				width = 256
			}
			found = append(found, tlog.Tile{H: 8, L: level, N: n, W: int(width)})
		}
	}
	return found
}

func checkHead(folder string, told head) stored {
	var hashes stored
	var count int64
	for count < told.size {
		width := told.size - count
		if width > 256 {
			width = 256
		}
		tile := tlog.Tile{H: 8, L: -1, N: count / 256, W: int(width)}
		before := count
		each(read(folder, place(tile)), func(entry []byte) {
			hashes.add(count, entry)
			count++
		})
		if count-before != width {
			fail("%s holds %d entries", place(tile), count-before)
		}
	}
	if root(told.size, hashes) != told.hash {
		fail("the root of %d entries is another", told.size)
	}
	for _, tile := range tilesOf(told.size) {
		made, err := tlog.ReadTileData(tile, hashes)
		must(err)
		if !bytes.Equal(made, read(folder, place(tile))) {
			fail("%s differs", place(tile))
		}
	}
	return hashes
}

type proof struct {
	Kind  string
	Index int64 // of the entry, or the size of the earlier tree
	Size  int64
	Proof []string
}

func (p proof) hashes() []tlog.Hash {
	found := []tlog.Hash{}
	for _, text := range p.Proof {
		raw, err := hex.DecodeString(text)
		must(err)
		var hash tlog.Hash
		copy(hash[:], raw)
		found = append(found, hash)
	}
	return found
}

func same(one, other []tlog.Hash) bool {
	if len(one) != len(other) {
		return false
	}
	for i := range one {
		if one[i] != other[i] {
			return false
		}
	}
	return true
}

func (p proof) check(hashes stored) {
	top, told := root(p.Size, hashes), p.hashes()
	if p.Kind == "inclusion" {
		leaf := hashes[tlog.StoredHashIndex(0, p.Index)]
		must(tlog.CheckRecord(told, p.Size, top, p.Index, leaf))
		made, err := tlog.ProveRecord(p.Size, p.Index, hashes)
		must(err)
		if !same(made, told) {
			fail("another proof of entry %d in %d", p.Index, p.Size)
		}
		return
	}
	before := root(p.Index, hashes)
	must(tlog.CheckTree(told, p.Size, top, p.Index, before))
	made, err := tlog.ProveTree(p.Size, p.Index, hashes)
	must(err)
	if !same(made, told) {
		fail("another proof from %d to %d", p.Index, p.Size)
	}
}

func check(folder, key, witness string) {
	log, err := note.NewVerifier(key)
	must(err)
	keys := note.VerifierList(log, newCosigner(witness))
	heads, err := filepath.Glob(filepath.Join(folder, "checkpoint-*"))
	must(err)
	var proofs []proof
	must(json.Unmarshal(read(folder, "proofs.json"), &proofs))
	for _, name := range heads {
		told := open(read(name), keys, 2)
		hashes := checkHead(folder, told)
		checked := 0
		for _, one := range proofs {
			if one.Size == told.size {
				one.check(hashes)
				checked++
			}
		}
		fmt.Printf("%d %d\n", told.size, checked)
	}
}

func audit(file string) {
	data := read(file)
	start := time.Now()
	var hashes stored
	var count int64
	each(data, func(entry []byte) {
		hashes.add(count, entry)
		count++
	})
	hash := root(count, hashes)
	for _, tile := range tilesOf(count) {
		_, err := tlog.ReadTileData(tile, hashes)
		must(err)
	}
	fmt.Printf("%d %x %.3f\n", count, hash[:], time.Since(start).Seconds())
}

func signatures(file string) {
	var cases []struct{ Key, Sig, Msg string }
	must(json.Unmarshal(read(file), &cases))
	for _, one := range cases {
		key, err := hex.DecodeString(one.Key)
		must(err)
		signature, err := hex.DecodeString(one.Sig)
		must(err)
		fmt.Println(ed25519.Verify(key, []byte(one.Msg), signature))
	}
}

func main() {
	switch os.Args[1] {
	case "check":
		check(os.Args[2], os.Args[3], os.Args[4])
	case "audit":
		audit(os.Args[2])
	case "ed25519":
		signatures(os.Args[2])
	}
}
