// Renders format strings with Go's fmt, for bench/go_against_fmt.py: a JSON line with formats and their arguments in, a
// JSON line with the base64 of each text out.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"os"
	"strconv"
	"time"
	"unsafe"
)

type argument struct{ Kind, Text string }

type rendering struct {
	Format    string
	Arguments []argument
}

// value makes an argument; numbers come as text, so that none loses digits.
func value(a argument) any {
	switch a.Kind {
	case "int":
		n, _ := strconv.ParseInt(a.Text, 10, 64)
		return n
	case "size":
		n, _ := strconv.Atoi(a.Text)
		return n
	case "uint":
		n, _ := strconv.ParseUint(a.Text, 10, 64)
		return n
	case "big":
		n, _ := new(big.Int).SetString(a.Text, 10)
		return n
	case "float":
		n, _ := strconv.ParseFloat(a.Text, 64)
		return n
	case "float32":
		n, _ := strconv.ParseFloat(a.Text, 32)
		return float32(n)
	case "bytes":
		return []byte(a.Text)
	case "error":
		return errors.New(a.Text)
	case "strings":
		return []string{a.Text, "b"}
	case "struct":
		return struct {
			Name string
			Size int
		}{a.Text, 5}
	case "duration":
		n, _ := strconv.ParseInt(a.Text, 10, 64)
		return time.Duration(n)
	case "bool":
		return a.Text == "true"
	case "rune":
		return []rune(a.Text)[0]
	case "pointer":
		n, _ := strconv.ParseUint(a.Text, 10, 64)
		return unsafe.Pointer(uintptr(n))
	}
	return a.Text
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	decoder, encoder := json.NewDecoder(in), json.NewEncoder(out)
	for decoder.More() {
		var renderings []rendering
		if err := decoder.Decode(&renderings); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		texts := [][]byte{}
		for _, r := range renderings {
			values := []any{}
			for _, a := range r.Arguments {
				values = append(values, value(a))
			}
			texts = append(texts, []byte(fmt.Sprintf(r.Format, values...)))
		}
		if err := encoder.Encode(texts); err != nil {
			os.Exit(1)
		}
	}
}
